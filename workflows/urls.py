"""Addresses of the pages, and the applications of the site that they belong to."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from viewflow.urls import Application, Site

from permissions.directories import Directories
from workflows.views.absences import AbsencesView
from workflows.views.act import ActView
from workflows.views.batch import BatchView
from workflows.views.case import CaseView
from workflows.views.cases import CasesView
from workflows.views.centre import EmblemView
from workflows.views.certificates import RevokeView
from workflows.views.council.acts import OwnView, VoteView
from workflows.views.council.pages import ScreenView, SessionView, StateView
from workflows.views.council.sessions import SessionsView
from workflows.views.council.sessions import may_open as may_attend
from workflows.views.filed import ChangesView, DocumentView
from workflows.views.guidance import GuideView, HelpView
from workflows.views.imports import ImportView
from workflows.views.minutes import BundleView, PreviewView
from workflows.views.panels import PanelsView
from workflows.views.papers import CertificateFileView, ReviewsView, WordView, may_open
from workflows.views.public import ContactsView, FrontView, HowView, RegisterView
from workflows.views.remind import RemindView
from workflows.views.saved import SavedFilterView
from workflows.views.signing import DigestView, SignatureView
from workflows.views.sites import SitesView
from workflows.views.start import StartView
from workflows.views.together import TogetherView
from workflows.views.work import WorkView


class Work(Application):  # type: ignore[misc]
    """My work."""

    title = _("My work")
    app_name = "work"
    icon = "inbox"
    menu_template_name = None
    index_path = path("", WorkView.as_view(), name="index")
    remind_path = path("remind/", RemindView.as_view(), name="remind")
    together_path = path(
        "together/<slug:code>/<slug:name>/", TogetherView.as_view(), name="together"
    )
    panels_path = path("panels/<slug:code>/<slug:name>/", PanelsView.as_view(), name="panels")
    batch_path = path("batches/<int:pk>/", BatchView.as_view(), name="batch")


class Cases(Application):  # type: ignore[misc]
    """Cases: the list, each case, its actions and documents."""

    title = _("Cases")
    app_name = "cases"
    icon = "folder_open"
    menu_template_name = None
    index_path = path("", CasesView.as_view(), name="index")
    start_path = path("new/<slug:code>/", StartView.as_view(), name="start")
    saved_path = path("saved/", SavedFilterView.as_view(), name="saved")
    case_path = path("<str:address>/", CaseView.as_view(), name="case")
    document_path = path(
        "<str:address>/documents/<int:pk>/", DocumentView.as_view(), name="document"
    )
    changes_path = path(
        "<str:address>/documents/<int:pk>/changes/", ChangesView.as_view(), name="changes"
    )
    digest_path = path(
        "<str:address>/documents/<int:pk>/sha256/", DigestView.as_view(), name="digest"
    )
    signature_path = path(
        "<str:address>/documents/<int:pk>/signatures/<int:signature>/",
        SignatureView.as_view(),
        name="signature",
    )
    word_path = path("<str:address>/documents/<int:pk>/word/", WordView.as_view(), name="word")
    revoke_path = path("<str:address>/certificate/revoke/", RevokeView.as_view(), name="revoke")
    minutes_path = path(
        "<str:number>/minutes/preview/", PreviewView.as_view(), name="minutes_preview"
    )
    act_path = path("<str:address>/<slug:name>/", ActView.as_view(), name="act")


class Council(Application):  # type: ignore[misc]
    """Sessions of the councils: prepared, held, watched on the wall."""

    title = _("Council")
    app_name = "council"
    icon = "groups"
    menu_template_name = None
    # A page says by itself who may see it; whoever sits on a council needs no role for it.
    in_menu = staticmethod(may_attend)
    index_path = path("", SessionsView.as_view(), name="index")
    session_path = path("<str:number>/", SessionView.as_view(), name="session")
    state_path = path("<str:number>/state/", StateView.as_view(), name="state")
    screen_path = path("<str:number>/screen/", ScreenView.as_view(), name="screen")
    vote_path = path("<str:number>/vote/", VoteView.as_view(), name="vote")
    bundle_path = path("<str:number>/materials/", BundleView.as_view(), name="bundle")
    own_path = path("<str:number>/<slug:name>/", OwnView.as_view(), name="own")


class Reviews(Application):  # type: ignore[misc]
    """My reviews, with the certificate of an expert."""

    title = _("My reviews")
    app_name = "reviews"
    icon = "rate_review"
    menu_template_name = None
    permission = staticmethod(may_open)
    index_path = path("", ReviewsView.as_view(), name="index")
    certificate_path = path("<str:code>/", CertificateFileView.as_view(), name="certificate")


class Pages(Site):  # type: ignore[misc]
    """All pages; the first one is My work, or for strangers what Sarap is."""

    title = "Sarap"
    index_path = path("", FrontView.as_view(), name="index")
    register_path = path("register/", RegisterView.as_view(), name="register")
    sites_path = path("sites/", SitesView.as_view(), name="sites")
    how_path = path("how-it-works/", HowView.as_view(), name="how")
    contacts_path = path("contacts/", ContactsView.as_view(), name="contacts")
    import_path = path("import/<slug:what>/", ImportView.as_view(), name="import")
    absences_path = path("absences/", AbsencesView.as_view(), name="absences")
    help_path = path("help/", HelpView.as_view(), name="help")
    guide_path = path("help/<slug:role>/", GuideView.as_view(), name="guide")
    emblem_path = path("emblem/", EmblemView.as_view(), name="emblem")


site = Pages(viewsets=[Work(), Cases(), Council(), Reviews(), Directories()])
