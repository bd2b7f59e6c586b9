"""What django-allauth says and does not say in Kazakh.

It has no Kazakh catalogue. Naming its sentences here makes ``makemessages`` put them
into ours, which Django asks first.
"""

from django.utils.translation import gettext_noop as _

WORDS = (
    _("Password"),
    _("Password (again)"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("Remember Me"),
    _("Forgot your password?"),
    _("Username"),
    _("Username or email"),
    _("Login"),
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
)
