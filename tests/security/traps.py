"""Repositories as strangers send them: each would have git run a canary, which leaves a mark.

Some are cloned, so that a stranger wrote what is tracked; some were unpacked, so that a stranger
wrote the git folder too. `fools` says how git is fooled by each when it is asked plainly.
"""

import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from harness.repositories import Repository, repository

LEDGER = """[ledger]
format = 1
language = "en"

[program.p]
name = "P"
years = 2024
total = 1_000
date = 2024-01-01
"""
AWARD = '[award.a]\nprogram = "p"\ndate = 2024-03-01\namount = 100\nrecipient = "r"\n'
RECIPIENT = '[recipient.r]\nname = "R"\nkind = "other"\n'
FILES = {"programs.toml": LEDGER, "recipients.toml": RECIPIENT, "x.toml": AWARD}
ATTRIBUTES = "*.toml filter=canary diff=canary merge=canary\n"


@dataclass(frozen=True)
class Trap:
    """A repository of a stranger: where a user would stand in it, and what the canary leaves.

    `foreign` are ids of commits that are none of the ledger's own.
    """

    here: Path
    mark: Path
    fools: tuple[tuple[str, ...], ...]
    foreign: tuple[str, ...] = ()
    name: str = ""


STATUS = ("status", "--porcelain=v2", "--branch", "--", ".")
BLAME = ("blame", "--porcelain", "--", "x.toml")


def canary(folder: Path) -> tuple[str, Path]:
    """Write a program that leaves a mark and passes on what it reads; give it and the mark."""
    mark, program = folder / "mark", folder / "canary"
    folder.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\necho "$0 $@" >> "{mark}"\nexec cat\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program), mark


def settings(program: str) -> str:
    """Every setting of a repository that names a program."""
    return f"""[core]
	repositoryformatversion = 1
	fsmonitor = {program}
	hooksPath = {Path(program).parent}/hooks
	pager = {program}
	editor = {program}
	askPass = {program}
	sshCommand = {program}
	gitProxy = {program}
	alternateRefsCommand = {program}
	attributesFile = {Path(program).parent}/attributes
[filter "canary"]
	clean = {program}
	smudge = {program}
	required = true
[diff]
	external = {program}
[diff "canary"]
	textconv = {program}
	command = {program}
[merge]
	default = canary
	renormalize = true
[merge "canary"]
	driver = {program}
[gpg]
	program = {program}
[log]
	showSignature = true
[format]
	pretty = "%GG %H"
[credential]
	helper = !{program}
[pager]
	log = {program}
	blame = {program}
[uploadpack]
	packObjectsHook = {program}
[trailer "canary"]
	command = {program}
[remote "origin"]
	uploadpack = "{program} </dev/null; false "
	promisor = true
	partialclonefilter = blob:none
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[extensions]
	partialClone = origin
[color]
	ui = always
[i18n]
	logOutputEncoding = UTF-16
[log]
	date = relative
[submodule]
	recurse = true
[alias]
	status = !{program}
	ls-tree = !{program}
"""


def books(folder: Path, inside: str = "data/") -> Repository:
    """Make a repository with a ledger, of three commits and a branch of another."""
    made = repository(folder)
    made.commit({f"{inside}{name}": text for name, text in FILES.items()}, "Begin")
    made.git("switch", "-q", "-c", "side")
    made.commit({f"{inside}y.toml": AWARD.replace("award.a", "award.b")}, "One more")
    made.git("switch", "-q", "main")
    made.commit({f"{inside}x.toml": AWARD.replace("100", "200")}, "Change it")
    return made


def _touched(folder: Path) -> None:
    """Make files look changed, so that git would compare them; and change a line of one."""
    for path in folder.rglob("*.toml"):
        path.write_bytes(path.read_bytes())
    with (folder / "x.toml").open("a") as file:
        file.write('note = "changed"\n')


def _cloned(made: Repository, folder: Path) -> Path:
    """Clone a repository as a user would, all branches."""
    made.git("clone", "-q", "--recurse-submodules", str(made.folder), str(folder))
    Repository(folder).git("branch", "-q", "side", "origin/side")
    return folder


def _tracked_bare(tmp: Path, config: Callable[[str], str], inside: str = "data") -> Trap:
    """A clone in which a tracked folder looks like a bare repository, with its own commit."""
    program, mark = canary(tmp / "canary")
    made, other = books(tmp / "theirs"), books(tmp / "bare", "")
    folder = made.folder / inside
    foreign = other.git("rev-parse", "HEAD")
    for name in ("HEAD", "objects", "refs", "index"):
        shutil.move(other.folder / ".git" / name, folder / name)
    (folder / "config").write_text(config(program))
    (folder / "more").write_text(settings(program))
    (folder / "refs" / "keep").touch()
    (made.folder / ".gitattributes").write_text(ATTRIBUTES)
    (made.folder / "data" / ".gitattributes").write_text(ATTRIBUTES)
    made.commit({}, "Harmless data")
    here = _cloned(made, tmp / "ours") / "data"
    _touched(here)
    return Trap(here, mark, (STATUS,), (foreign,))


_BARE = '[core]\n\trepositoryformatversion = 0\n\tworktree = "../data"\n'


def tracked_bare_with_filter(tmp: Path) -> Trap:
    """data/ itself looks like a bare repository, whose filter is the canary."""
    return _tracked_bare(tmp, lambda program: f'{_BARE}[filter "canary"]\n\tclean = {program}\n')


def tracked_bare_with_process(tmp: Path) -> Trap:
    """The same with a filter that would run once for all files."""
    start = f'{_BARE}[filter "canary"]\n\tprocess = '
    return _tracked_bare(tmp, lambda program: f"{start}{program}\n")


def tracked_bare_with_include(tmp: Path) -> Trap:
    """The same with settings that stand in another tracked file."""
    text = (
        '[core]\n\trepositoryformatversion = 0\n\tworktree = "../data"\n[include]\n\tpath = more\n'
    )
    return _tracked_bare(tmp, lambda _: text)


def tracked_bare_with_monitor(tmp: Path) -> Trap:
    """The same with a monitor of the file system."""
    return _tracked_bare(tmp, lambda program: f"{_BARE}\tfsmonitor = {program}\n")


def _unpacked(tmp: Path) -> tuple[Repository, str, Path]:
    """A repository with its git folder as a stranger wrote it, hooks and attributes included."""
    program, mark = canary(tmp / "canary")
    made = books(tmp / "theirs")
    made.commit({".gitattributes": ATTRIBUTES, "data/.gitattributes": ATTRIBUTES})
    git_folder = made.folder / ".git"
    hooks = (git_folder / "hooks", tmp / "canary" / "hooks")
    for folder in hooks:
        folder.mkdir(exist_ok=True)
        for name in ("post-index-change", "reference-transaction", "post-checkout", "fsmonitor"):
            shutil.copy(program, folder / name)
    for path in (git_folder / "info" / "attributes", tmp / "canary" / "attributes"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(ATTRIBUTES)
    return made, program, mark


def unpacked_with_settings(tmp: Path) -> Trap:
    """An unpacked work tree whose .git/config names the canary wherever it can."""
    made, program, mark = _unpacked(tmp)
    (made.folder / ".git" / "config").write_text(settings(program))
    _touched(made.folder / "data")
    return Trap(made.folder / "data", mark, (STATUS, BLAME, ("log", "-p", "-1")))


def unpacked_with_sparse_index(tmp: Path) -> Trap:
    """The same with a file that is left out of the checkout, so that the index is asked for."""
    made, program, mark = _unpacked(tmp)
    made.commit({"data/left-out.txt": "x"})
    made.git("update-index", "--skip-worktree", "data/left-out.txt")
    (made.folder / "data" / "left-out.txt").unlink()
    (made.folder / ".git" / "config").write_text(settings(program))
    _touched(made.folder / "data")
    return Trap(made.folder / "data", mark, (STATUS, BLAME))


def unpacked_with_include(tmp: Path) -> Trap:
    """The same with its settings in a tracked file, included for this folder."""
    made, program, mark = _unpacked(tmp)
    made.commit({"data/more": settings(program)})
    text = f'[core]\n\tbare = false\n[includeIf "gitdir:{made.folder}/"]\n\tpath = ../data/more\n'
    (made.folder / ".git" / "config").write_text(text)
    _touched(made.folder / "data")
    return Trap(made.folder / "data", mark, (STATUS,))


def unpacked_with_work_tree_settings(tmp: Path) -> Trap:
    """A linked work tree whose own settings, in config.worktree, name the canary."""
    made, program, mark = _unpacked(tmp)
    made.git("worktree", "add", "-q", "-b", "linked", str(tmp / "linked"))
    made.git("config", "core.repositoryformatversion", "1")
    made.git("config", "extensions.worktreeConfig", "true")
    linked = made.folder / ".git" / "worktrees" / "linked"
    (linked / "config.worktree").write_text(settings(program))
    _touched(tmp / "linked" / "data")
    return Trap(tmp / "linked" / "data", mark, (STATUS, BLAME))


def unpacked_with_file(tmp: Path) -> Trap:
    """A work tree whose `.git` is a file that leads to a folder beside the ledger's files."""
    made, program, mark = _unpacked(tmp)
    (made.folder / ".git" / "config").write_text(settings(program))
    shutil.move(made.folder / ".git", made.folder / "data" / "store")
    (made.folder / ".git").write_text("gitdir: data/store\n")
    _touched(made.folder / "data")
    return Trap(made.folder / "data", mark, (STATUS, BLAME))


def unpacked_with_missing_objects(tmp: Path) -> Trap:
    """A partial clone that would fetch what it lacks by the canary."""
    made, program, mark = _unpacked(tmp)
    blob = made.git("rev-parse", "HEAD:data/recipients.toml")
    (made.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    url = f'[remote "origin"]\n\turl = {made.folder}\n'
    (made.folder / ".git" / "config").write_text(settings(program) + url)
    _touched(made.folder / "data")
    return Trap(made.folder / "data", mark, (("cat-file", "-p", blob),))


def unpacked_with_submodule(tmp: Path) -> Trap:
    """A work tree whose submodule in the ledger's folder has filters in its settings."""
    program, mark = canary(tmp / "canary")
    made, other = books(tmp / "theirs"), books(tmp / "other", "")
    other.commit({".gitattributes": ATTRIBUTES})
    allowed = ("-c", "protocol.file.allow=always")
    made.git(*allowed, "submodule", "--quiet", "add", str(other.folder), "data/.sub")
    made.commit({"data/.gitattributes": ATTRIBUTES})
    there = made.folder / "data" / ".sub"
    with (made.folder / ".git" / "modules" / "data" / ".sub" / "config").open("a") as file:
        file.write(settings(program))
    _touched(there)
    _touched(made.folder / "data")
    return Trap(made.folder / "data", mark, (STATUS,), (other.git("rev-parse", "HEAD"),))


def ledger_in_submodule(tmp: Path) -> Trap:
    """A ledger that is itself the checkout of a submodule with filters in its settings."""
    program, mark = canary(tmp / "canary")
    outer, other = books(tmp / "outer"), books(tmp / "other", "")
    other.commit({".gitattributes": ATTRIBUTES})
    allowed = ("-c", "protocol.file.allow=always")
    outer.git(*allowed, "submodule", "--quiet", "add", str(other.folder), "sub")
    outer.commit({}, "Add it")
    Repository(outer.folder / "sub").git("branch", "-q", "side", "origin/side")
    with (outer.folder / ".git" / "modules" / "sub" / "config").open("a") as file:
        file.write(settings(program))
    _touched(outer.folder / "sub")
    foreign = (outer.git("rev-parse", "HEAD"),)
    return Trap(outer.folder / "sub", mark, (STATUS, BLAME), foreign)


TRAPS = (
    tracked_bare_with_filter,
    tracked_bare_with_process,
    tracked_bare_with_include,
    tracked_bare_with_monitor,
    unpacked_with_settings,
    unpacked_with_sparse_index,
    unpacked_with_include,
    unpacked_with_work_tree_settings,
    unpacked_with_file,
    unpacked_with_missing_objects,
    unpacked_with_submodule,
    ledger_in_submodule,
)
