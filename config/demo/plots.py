"""How cases of the demo go, scene by scene, up to each state of an expertise."""

from __future__ import annotations

from config.demo import appeals, authors, centre, councils, reviewers

SUBMITTED = (authors.prepare, authors.submit)
WAITING_FOR_DISTRICT = (authors.prepare_unconcluded, authors.submit)
WITH_DISTRICT = (*WAITING_FOR_DISTRICT, authors.district_concludes)
INCOMPLETE = (authors.prepare_badly, authors.submit, centre.return_incomplete)
SUBMITTED_AGAIN = (*INCOMPLETE, authors.resubmit)
DRAFT = (authors.start,)
DRAFT_TOGETHER = (authors.start, authors.ask_coauthor)
DRAFT_READY = (authors.prepare, authors.describe)
TOGETHER = (
    authors.prepare,
    authors.ask_coauthor,
    authors.coauthor_confirms,
    authors.submit,
)
LEFT_ALONE = (
    authors.prepare,
    authors.ask_coauthor,
    authors.coauthor_declines,
    authors.submit,
)

REGISTERED = (*SUBMITTED, centre.register)
REGISTERED_AGAIN = (*SUBMITTED_AGAIN, centre.register)
INVITED = (*REGISTERED, centre.assign)
ONE_ACCEPTED = (*INVITED, reviewers.accept_one)
DECLINED = (*INVITED, reviewers.decline)
REINVITED = (*DECLINED, reviewers.invite)
WORKING = (*INVITED, reviewers.accept_all)
ONE_IN = (*WORKING, reviewers.write_revision)
HALF_WRITTEN = (*ONE_IN, reviewers.take, reviewers.leave_half)
LATE = (*INVITED, reviewers.accept_two, reviewers.write_revision, reviewers.write_revision)
REPLACED = (*INVITED, reviewers.accept_two, reviewers.replace)
FORMAL = (*ONE_IN, reviewers.give_back)

CRITICAL = (
    reviewers.write_revision,
    reviewers.write_revision,
    reviewers.write_approval,
    reviewers.take,
)
SUMMARY = (*WORKING, *CRITICAL)
SUMMARY_AFTER_FORMAL = (
    *FORMAL,
    reviewers.write_revision,
    reviewers.write_revision,
    reviewers.write_approval,
    reviewers.take,
)
REVISION = (*SUMMARY, centre.send_remarks)
REVISION_BEGUN = (*REVISION, authors.answer_one)
REVISED = (*REVISION, authors.revise)
SECOND_ROUND = (*REVISED, centre.another_round)
SECOND_SUMMARY = (
    *SECOND_ROUND,
    reviewers.accept_all,
    reviewers.write_approval,
    reviewers.write_approval,
    reviewers.write_approval,
    reviewers.take,
)
READY = (*REVISED, centre.recommend)
READY_AT_ONCE = (
    *WORKING,
    reviewers.write_approval,
    reviewers.write_approval,
    reviewers.write_approval,
    reviewers.take,
    centre.recommend,
)
BEFORE_COUNCIL = (*READY, councils.enter)
AT_ONCE_BEFORE_COUNCIL = (*READY_AT_ONCE, councils.enter)
DEFERRED = (*BEFORE_COUNCIL, centre.defer)
DOUBTFUL_READY = (
    *WORKING,
    reviewers.write_rejection,
    reviewers.write_revision,
    reviewers.write_rejection,
    reviewers.take,
    centre.recommend_doubtful,
)
DOUBTFUL = (*DOUBTFUL_READY, councils.enter)

APPROVED = (*READY, councils.convene, councils.approve, councils.sign_minutes)
APPROVED_AT_ONCE = (*READY_AT_ONCE, councils.convene, councils.approve, councils.sign_minutes)
APPROVED_AFTER_TWO_ROUNDS = (
    *SECOND_SUMMARY,
    centre.recommend,
    councils.convene,
    councils.approve,
    councils.sign_minutes,
)
COUNCIL_WANTS_REVISION = (*READY_AT_ONCE, councils.convene, councils.require_revision)
REJECTED = (*DOUBTFUL_READY, councils.convene, councils.reject, councils.sign_minutes)
APPROVED_CONDITIONALLY = (
    *READY,
    councils.convene,
    appeals.approve_conditionally,
    councils.sign_minutes,
    appeals.report,
    appeals.accept_report,
)
APPEALED = (*REJECTED, appeals.file, appeals.register, centre.assign, reviewers.accept_two)
APPEAL_UPHELD = (
    *REJECTED,
    appeals.file,
    appeals.register,
    centre.assign,
    reviewers.accept_all,
    reviewers.write_revision,
    reviewers.write_rejection,
    reviewers.write_rejection,
    reviewers.take,
    centre.recommend_doubtful,
    councils.convene,
    appeals.uphold,
    councils.sign_minutes,
)
WITHDRAWN = (
    authors.prepare,
    authors.ask_coauthor,
    authors.go_on_alone,
    authors.submit,
    authors.withdraw,
)
DISCARDED = (authors.start, authors.discard)
WITHDRAWN_IN_REVIEW = (*ONE_IN, authors.withdraw_in_review)
