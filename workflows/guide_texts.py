"""What the guides of the roles say: what people do, step by step, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from permissions.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide of a role; texts name a control as ``%(EX_submit)s``: process and action.

    The first three ``steps`` are what somebody who is here for the first time needs. ``turns``
    are the states, by process, in which the person in this role has a term.
    """

    role: Role
    purpose: StrOrPromise
    steps: tuple[StrOrPromise, ...]
    turns: tuple[tuple[str, str], ...]
    ask: StrOrPromise


TERMS: Final = _(
    "“My work” shows each case with its date: what is overdue stands first, then what is due soon."
    " The page of the case says with whom it is, until when, and what comes next."
)

GUIDES: Final[Mapping[str, Guide]] = {
    guide.role: guide
    for guide in (
        Guide(
            Role.AUTHOR,
            _("You send in a programme or teaching material and receive the council’s decision."),
            (
                _("On “%(work)s” press “%(EX_start)s”, describe the work and save it as a draft."),
                _(
                    "Press “%(EX_file)s” and add the work and the other documents; the list on the"
                    " page of the case shows what is still missing."
                ),
                _("Press “%(EX_submit)s”. Until the council decides you can “%(EX_withdraw)s”."),
                _(
                    "If there are co-authors, press “%(EX_invite_coauthor)s” first. Each of them"
                    " opens the case and presses “%(EX_confirm_coauthorship)s”."
                ),
                _("If the work comes back as incomplete, add what is missing: “%(EX_resubmit)s”."),
                _(
                    "When remarks arrive, press “%(EX_answer)s”, file a new version of the work"
                    " with “%(EX_file)s”, then press “%(EX_revise)s”."
                ),
                _("Read the decision and download the certificate on the page of the case."),
            ),
            (("EX", "incomplete"), ("EX", "revision")),
            _("Ask the methodist of your district, or the centre."),
        ),
        Guide(
            Role.EXPERT,
            _("You review works by the criteria; the author never learns who reviewed."),
            (
                _(
                    "Open the review on “%(work)s” and look at the work. If you have no conflict of"
                    " interest, press “%(RV_accept)s”; otherwise “%(RV_decline)s” with a reason."
                ),
                _(
                    "Write the review on one page: a score for each criterion, remarks with their"
                    " places in the document, a recommendation. Then press “%(RV_submit)s”."
                ),
                _(
                    "You can stop at any time: what you have typed is kept, and “%(RV_submit)s”"
                    " brings it back."
                ),
                _(
                    "If the methodist returns the review, read the reason, mend the review and"
                    " submit it again."
                ),
                _("“%(reviews)s” lists your accepted reviews and gives a certificate of them."),
            ),
            (("RV", "invited"), ("RV", "in_progress")),
            _("Ask the methodist who leads the case, or the centre."),
        ),
        Guide(
            Role.SECRETARY,
            _("You register works, prepare the council and record what it decides."),
            (
                _("Take a submitted work from “%(work)s” and check its list of documents."),
                _(
                    "If all is there, press “%(EX_register)s” and choose the methodist; otherwise"
                    " press “%(EX_return_incomplete)s”: the list of what is missing is made for"
                    " you."
                ),
                _("Plan a session of the council and put what is ready on its agenda."),
                _(
                    "In the session take up item after item: “%(CS_propose)s”, “%(CS_open_vote)s”,"
                    " “%(CS_close_vote)s”; what the council does not get to is deferred."
                ),
                _(
                    "Close the session: its decisions are carried out by themselves. Then write the"
                    " minutes and sign them."
                ),
                _("Do the same to many cases with the buttons at the top of “%(work)s”."),
                _("A certificate that no longer holds is ended with “%(revoke)s”."),
            ),
            (("EX", "submitted"),),
            _("Ask the head of the centre; about the settings, ask the administrator."),
        ),
        Guide(
            Role.METHODIST,
            _("You lead a work from its registration to the conclusion for the council."),
            (
                _("Open a registered work on “%(work)s” and press “%(EX_assign)s”: at least two."),
                _(
                    "Open each review that comes in: “%(RV_take)s”, or once, if it is only formal,"
                    " “%(RV_give_back)s” with a reason."
                ),
                _(
                    "When all reviews are in, press “%(EX_send_remarks)s”, or, if nothing is to be"
                    " mended, “%(EX_recommend)s”."
                ),
                _(
                    "If an expert declines or is late, press “%(EX_invite)s” or “%(EX_replace)s”;"
                    " people with a conflict of interest cannot be chosen."
                ),
                _("After a revision the same experts look again with “%(EX_another_round)s”."),
                _("Write the conclusion in Kazakh and in Russian; it is sent as a paper."),
            ),
            (("EX", "registered"), ("EX", "summary"), ("RV", "submitted")),
            _("Ask the secretary of the council, or the head of the centre."),
        ),
        Guide(
            Role.DISTRICT_METHODIST,
            _("You help authors of your district and record the conclusion of its council."),
            (
                _("Find the works of your district on “%(cases)s”."),
                _(
                    "Open a work that was submitted and press “%(EX_record_conclusion)s”: number,"
                    " date and result."
                ),
                _("See on the page of the case with whom a work is and what it still lacks."),
                _("An author can record the conclusion too; check what was recorded."),
                _("Help an author whose work came back to file the missing documents."),
                _("The trail on the page of the case tells what has happened so far."),
            ),
            (),
            _("Ask the secretary of the centre."),
        ),
        Guide(
            Role.ORGANISATION_HEAD,
            _("You ask the centre for help in the name of your organisation."),
            (
                _("On “%(work)s” press “%(SR_start)s” and say in your language what you need."),
                _("Press “%(SR_attach)s” if there are documents, then “%(SR_submit)s”."),
                _(
                    "When the answer comes, press “%(SR_accept)s” and say how far it helped, or"
                    " “%(SR_give_back)s” once, with the reason."
                ),
                _("See on the page of the case who answers, the plan and the visits."),
                _("If the term is extended, you are mailed the reason and the new day is shown."),
                _("As long as it is not answered you can press “%(SR_withdraw)s”."),
            ),
            (("SR", "answered"),),
            _("Ask the secretary of the centre; about the work itself, ask the methodist."),
        ),
        Guide(
            Role.COUNCIL_MEMBER,
            _("You read works before the session and decide on them together."),
            (
                _("Find the works that are ready or on the agenda on “%(cases)s”."),
                _("Read the work, the conclusion of the methodist and the answers of the author."),
                _("If you have a conflict of interest, press “%(CS_recuse)s” on the session page."),
                _(
                    "Vote in the session on your phone with one tap; you can change your vote until"
                    " it is closed."
                ),
                _("Read the decision and its papers afterwards on the page of the case."),
            ),
            (),
            _("Ask the secretary of the council."),
        ),
        Guide(
            Role.CENTRE_HEAD,
            _("You see all works of the region, where they stand and what is late."),
            (
                _("Find works on “%(cases)s” by state, by holder and by what is overdue."),
                _("Open a work and see with whom it is, until when, and its whole trail."),
                _("Talk with whoever is late; a methodist can “%(EX_replace)s”."),
                _("Read the conclusion and the decision among the papers of the case."),
                _("If a certificate no longer holds, press “%(revoke)s” and give the reason."),
                _("Save lists as a sheet with the links below them."),
            ),
            (),
            _("Ask the secretary; about accounts and settings, ask the administrator."),
        ),
    )
}
FIRST: Final = 3
