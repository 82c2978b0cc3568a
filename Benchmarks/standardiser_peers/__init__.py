"""The peers of Benchmarks/standardisers: what each makes of a value, generated values, and the classes of differences."""
from .domains import DomainPeer, EmailPeer
from .names import NamePeer
from .numbers import IBANPeer, TaxPeer
from .phones import PhonePeer

PEER = {"phone": PhonePeer(), "email": EmailPeer(), "name": NamePeer(), "tax": TaxPeer(), "iban": IBANPeer(),
        "domain": DomainPeer()}
