"""The invented school: made through casework as people would make it, and shown or walked through.

The rules are: everybody is made up, and their names say so; nothing is written past casework; the
clock is moved, so that cases lie in the past and some of them are late; no file holds a picture of
anybody.
"""
