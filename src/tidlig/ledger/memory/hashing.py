"""BLAKE2b, from the module that `hashlib` wraps: that spares importing OpenSSL at every start."""

try:
    from _blake2 import blake2b
except ImportError:  # a Python that is built otherwise
    from hashlib import blake2b

__all__ = ["blake2b"]
