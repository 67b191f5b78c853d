"""The chain of hashes that seals the log: an entry changed or taken out later is found.

Each link's hash is SHA-256 of the hash before it and of the whole entry, a decision or an event.
Entries are sealed after they were committed, so that writers never wait for each other. What was
done before that, or to the end of the chain together with its entries, no chain can show: whoever
writes the last hash down elsewhere can see the latter, too.
"""

from moderation.comments.chain.sealing import seal
from moderation.comments.chain.verifying import Break, Fault, Report, verify

__all__ = ["Break", "Fault", "Report", "seal", "verify"]
