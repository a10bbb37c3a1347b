"""Triage: from what is known about a worry to who must be told, by when, and why.

The rules are: the catalogue under schema/triage/ is the only place that says what a policy or
guidance asks for; an answer is a pure function of an edition of that catalogue and one question;
nothing here says that something *is* a crime, reads a case, or asks the time of the machine except
to choose today's edition.
"""
