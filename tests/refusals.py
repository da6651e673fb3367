"""The words of an act that is refused."""

import pytest
from django.core.exceptions import ValidationError


def refusal(act, *given, **named):
    """The sentence an act is refused with."""
    with pytest.raises(ValidationError) as refused:
        act(*given, **named)
    return refused.value.messages[0]
