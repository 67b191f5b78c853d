"""A self-hosted comment service, one room per feature.

A file name inside a room says its layer: ``models``, ``forms``, ``routes``, ``queries``, ``cli``.
Imports point down; ``docs/architecture.md`` draws the house and import-linter keeps it.

* ``config`` - settings, read once
* ``database`` - connection rules, column types, migrations, backup
* ``sealing`` - keys, sealed e-mails, blind index, network pseudonyms
* ``web`` - what every HTTP room shares: problems, JSON guard, CORS, headers
* ``sites`` - sites, their origins and policy; the identity of articles
* ``members`` - the people who may decide: accounts, sessions, roles
* ``console`` - the shell of the members' pages
* ``comments`` - the heart: workflow, queries, rendering
* ``screening`` - why a comment is held
* ``intake`` - the doors a comment comes in by
* ``publishing`` - the doors approved comments go out by
* ``widget`` - the element on article pages
* ``dashboard`` - the moderators' pages
* ``operations`` - serve, worker, health, doctor
* ``app`` - the one module that knows every room
"""
