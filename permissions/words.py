"""What django-allauth and Django say on account pages and do not say in Kazakh.

Their catalogues have no Kazakh for these sentences. Naming them here puts them into
ours, which Django asks first.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

ALLAUTH = (
    _("Password"),
    _("Password (again)"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("Remember Me"),
    _("Forgot your password?"),
    _("Username"),
    _("Username or email"),
    _("Email"),
    _("Email address"),
    _("You must type the same password each time."),
    _("Username can not be used. Please use other username."),
    _("Too many failed login attempts. Try again later."),
    _("The username and/or password you specified are not correct."),
    _("The email address and/or password you specified are not correct."),
    _("A user is already registered with this email address."),
    _("This account is currently inactive."),
    _("Please type your current password."),
    _("Incorrect password."),
    _("The password reset token was invalid."),
    _("The email address is not assigned to any user account."),
    _("Your primary email address must be verified."),
    _("The new value must be different from the current one."),
    _("Be patient, you are sending too many requests."),
    _("Accounts"),
    _("verified"),
    _("primary"),
    _("email addresses"),
    _("Mark selected email addresses as verified"),
    _("Marked {email} as verified."),
    _("Failed to mark {email} as verified."),
    _("This email address is already associated with this account."),
    _("You cannot remove your primary email address."),
    _("Invalid or expired key."),
    _("Invalid login."),
    _("Use your password"),
    _("Please select only one."),
)

DJANGO = (
    _("Your password can’t be too similar to your other personal information."),
    _("Your password can’t be a commonly used password."),
    _("Your password can’t be entirely numeric."),
    _("The password is too similar to the %(verbose_name)s."),
    _("This password is too common."),
    _("This password is entirely numeric."),
    _("A user with that username already exists."),
    _("Enter a valid email address."),
    _(
        "Enter a valid username. This value may contain only letters, "
        "numbers, and @/./+/-/_ characters."
    ),
    _("email address"),
    _("Null characters are not allowed."),
)

COUNTED = (
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
    ),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)

LABELLED = (pgettext_lazy("field label", "Login"),)
