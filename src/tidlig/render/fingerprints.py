"""What makes a finding the same one in the next run: everything about it but where it stands.

So lines that move, and findings elsewhere, do not make an old finding a new one to a code host.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable

from tidlig.model.findings import Finding
from tidlig.model.personal import masked
from tidlig.render.findings import file, keys


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Give the fingerprint of each finding: of its check, file, keys and message.

    Personal data is masked before: a few digits could be found again from a hash. Those that agree
    in all of these are told apart by their order.
    """
    before: Counter[str] = Counter()
    prints = []
    for finding in findings:
        place = finding.location
        texts = [file(place), *keys(place), finding.problem.message]
        path, *names, message = map(masked, texts)
        what = json.dumps([finding.check, path, names, message])
        prints.append(hashlib.sha256(f"{what} {before[what]}".encode()).hexdigest()[:32])
        before[what] += 1
    return prints
