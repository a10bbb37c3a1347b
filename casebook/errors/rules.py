"""What a rule of casework refuses: the gate, a lock, a wish, the closing list."""

from casebook.errors import Refused


class Stopped(Refused):
    """You stopped this before it was finished."""

    code = "U-03"
    written = "Nothing of it was kept."
    next_step = "Begin again whenever you like."


class ImageryGate(Refused):
    """What may show a child nude, partly nude or sexual is never opened, copied or kept here."""

    code = "R-01"
    written = "Nothing was opened, looked at or written."
    next_step = (
        "Do not look, copy, forward, print or delete it, and do not ask anybody to. Follow the "
        "steps that are listed, beginning with the first."
    )


class CaptureRefused(Refused):
    """Under the capture rule `{capture}` of this case, files are not taken in."""

    code = "R-02"
    written = "Nothing was opened, looked at or written."
    next_step = (
        "Write down the address, the handle, the times and where the device is instead, "
        "with `casebook note`."
    )


class AdviceAwaited(Refused):
    """Nothing is investigated in {case} before the advice that was asked for is recorded."""

    code = "R-03"
    next_step = (
        "Ask the LADO (or HR, or the police, where the triage says so), then record who advised "
        "what and when with `casebook advice`."
    )


class TellNobodyYet(Refused):
    """In {case} neither the person concerned nor parents are told before the LADO has agreed."""

    code = "R-04"
    next_step = "Record what the LADO advised with `casebook advice`; this opens then."


class WishStands(Refused):
    """Whether {case} goes to the police is for the adult concerned, and wish {wish} is no yes."""

    code = "R-05"
    next_step = (
        "Ask them again and record what they say now. Or, only for one of the listed reasons, "
        "record a decision to go against the wish, to which a second person then agrees."
    )


class WishUnasked(Refused):
    """Whether {case} goes to the police is for {who}, the adult concerned: not asked yet."""

    code = "R-42"
    next_step = (
        "Ask them, and record what they say as their own wish about the police: what a parent or "
        "the reporter wants does not count for it. If they cannot be asked, record that as not "
        "sure; then, only for a listed reason, go against it together with a second person."
    )


class WishUnheeded(Refused):
    """This goes to the police, and wish {wish} in {case} says no."""

    code = "R-24"
    next_step = (
        "The wish does not decide here, but it counts: read it above. If the bundle leaves all the "
        "same, say so by its reference with --despite-wish, and tell the person why."
    )


class ClosureRefused(Refused):
    """{case} cannot be closed yet: {count:thing is|things are} missing."""

    code = "R-06"
    next_step = "Work through the list, then close it again."


class BelongsElsewhere(Refused):
    """This report belongs where your keys do not reach, so it is not kept by you."""

    code = "R-07"
    next_step = (
        "Ring whoever is listed, now. Keep your notes on paper until then, tell nobody else, and "
        "do not log it anywhere in between."
    )


class NeedsSeparateCasebook(Refused):
    """Every part of this casebook is held by somebody this report concerns."""

    code = "R-08"
    next_step = (
        "Ring the LADO now. The case needs a separate casebook, in a folder of its own, whose "
        "keys nobody concerned holds."
    )


class CaseMustMove(Refused):
    """{case} may no longer be worked on here: somebody it concerns could read it."""

    code = "R-09"
    next_step = (
        "Ring whoever is listed, now: the case continues where nobody it concerns holds the keys. "
        "Whoever holds both parts moves it there with `casebook move`, and this is entered then."
    )


class CaseNotOpen(Refused):
    """{case} is {status}, so this can no longer be added to it."""

    code = "R-10"
    next_step = "Reopen it with `casebook reopen`, giving the reason; both closures stay visible."


class ActionSettled(Refused):
    """The action {action} is {state} already."""

    code = "R-11"
    next_step = "Look at `casebook actions` for what is still open."


class AuthorityMissing(Refused):
    """The action {action} is a `must`: only the authority concerned can rule it out."""

    code = "R-12"
    next_step = "Name who at that authority said so, and when, with `--authority` and `--on`."


class SeverityHeld(Refused):
    """The severity of {case} stays at {least} or above: {why}."""

    code = "R-13"
    next_step = "Do what is open, or have it ruled out in writing by the authority concerned."


class ReasonMissing(Refused):
    """This needs a reason in words: {what}."""

    code = "R-14"
    next_step = "Say why in a word or more, so that somebody reading it years later understands."


class SecondRefused(Refused):
    """A second signature from you does not count here: {why}."""

    code = "R-15"
    next_step = "Another authorised person who is not concerned signs, with their own key."


class NothingToApprove(Refused):
    """No closing of {case} waits for a second signature."""

    code = "R-16"
    next_step = "Look at `casebook show` for how it stands."


class KindNotKept(Refused):
    """File number {ordinal} is not of a kind that the capture rule `{capture}` lets in."""

    code = "R-17"
    next_step = "Write down what it is and where it is with `casebook note`, and leave the file be."


class InsideCasebook(Refused):
    """Copies, bundles, passphrases and codes are never written into a casebook's own folder."""

    code = "R-18"
    next_step = "Name a folder somewhere else, on a disk that you control."


class UserExcluded(Refused):
    """{user} may not be given this: {why}."""

    code = "R-19"
    next_step = "Choose somebody who holds the case and is not concerned in it."


class HeldByLaw(Refused):
    """{exhibit} is under a legal hold, so it stays where it is."""

    code = "R-20"
    next_step = "The hold must be lifted first, in writing, by whoever ordered it."


class DestroyedWithItsCase(Refused):
    """{exhibit} is sealed with its case, and is destroyed only together with it."""

    code = "R-21"
    next_step = "Record it as `held`; the review date of the case decides when all of it goes."


class ReleaseIncomplete(Refused):
    """No bundle for `{profile}` can leave yet: {count:thing is|things are} missing."""

    code = "R-22"
    next_step = "Work through the list, then export again."


class AddedToHigher(Refused):
    """This incident cannot be added to {case}: it belongs under other keys."""

    code = "R-23"
    next_step = "Log it without `--case`: it opens a case of its own where it belongs."


class LastHolder(Refused):
    """Nobody would hold the {compartment} compartment any more."""

    code = "R-30"
    next_step = "Grant it to somebody else first; a recovery sheet alone does not count."


class FingerprintUnheard(Refused):
    """You have not heard the six words of {user} from {user}."""

    code = "R-31"
    next_step = (
        "Ask them to run `casebook users` on their own screen and to read the six words to you; "
        "give those with --fingerprint. Do not take them from anywhere else."
    )


class FingerprintOther(Refused):
    """The six words are not those of the key that this casebook has for {user}."""

    code = "R-32"
    next_step = (
        "Listen to them once more. If they stay different, grant nothing: somebody changed the "
        "folder users; restore it from a backup."
    )


class HoldsMore(Refused):
    """{user} holds the {compartment} compartment, which you do not."""

    code = "R-33"
    next_step = "Somebody who holds it takes it from them first with `casebook revoke`."


class AccusedThere(Refused):
    """A case in the {compartment} compartment concerns {user}."""

    code = "R-34"
    next_step = "They never hold it. Give it to somebody whom no case there concerns."


class SheetOpensLess(Refused):
    """This recovery sheet does not open what {user} would hold."""

    code = "R-35"
    next_step = "Use the governance sheet, or have somebody who holds it grant it."


class SheetNotDisabled(Refused):
    """{user} is a recovery sheet and no person: without it a forgotten passphrase ends all."""

    code = "R-39"
    next_step = (
        "Make one that takes its place with `casebook recover --renew school`, or governance."
    )


class OneselfDisabled(Refused):
    """Nobody disables themselves."""

    code = "R-36"
    next_step = "Somebody else who holds what you hold does it."


class ImageryReasonMissing(Refused):
    """In {case} the imagery question was answered {answer} on {at}: a no now wants its reason."""

    code = "R-37"
    written = "Nothing was opened, looked at or written."
    next_step = (
        "If it is still not certain, answer unsure; nobody looks to find out. If it is now known, "
        "say who looked or who said so, and how it is known: --imagery-reason on the command "
        "line, or the form after No on the screen. The case keeps both answers."
    )


class NotForThemToAdopt(Refused):
    """By whose policy the school goes is for the DSL, the head or the chair to say, not {user}."""

    code = "R-44"
    next_step = "One of them adopts it with `casebook catalogue adopt`."
