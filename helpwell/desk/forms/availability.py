"""Whether somebody takes conversations now."""

from django import forms

from helpwell.people.models import User


class AvailabilityForm(forms.Form):
    """At the desk, away or off duty."""

    availability = forms.ChoiceField(choices=User.Availability.choices)
