"""What each request of Schemathesis has anew where the contract's examples always say the same."""

from uuid import uuid4

import schemathesis
from schemathesis.core.parameters import ParameterLocation

EXAMPLE_KEY = "till-1-000042"
EXAMPLE_RECEIPT = "R-1042"


@schemathesis.hook
def before_call(context, case, kwargs):
    # A header that was left out on purpose would be sent again.
    about = case.meta.phase.data.parameter_location if case.meta.generation.mode.is_negative else None
    if about != ParameterLocation.HEADER and case.headers and case.headers.get("Idempotency-Key") == EXAMPLE_KEY:
        case.headers["Idempotency-Key"] = str(uuid4())
    if isinstance(case.body, dict) and case.body.get("receiptNumber") == EXAMPLE_RECEIPT:
        case.body["receiptNumber"] = str(uuid4())
