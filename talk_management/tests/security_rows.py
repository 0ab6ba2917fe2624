"""The rows of every room, for the tests that walk them all."""

from .security_rows_chain import ChainRows
from .security_rows_closing import ClosingRows
from .security_rows_item import ItemRows
from .security_rows_measure import MeasureRows
from .security_rows_meeting import MeetingRows
from .security_rows_office import OfficeRows
from .security_rows_preparation import PreparationRows
from .security_rows_proof import ProofRows
from .security_rows_quota import QuotaRows
from .security_rows_record import RecordRows
from .security_rows_reply import ReplyRows
from .security_rows_request import RequestRows
from .security_rows_rule import RuleRows
from .security_rows_session import SessionRows
from .security_rows_session_day import SessionDayRows
from .security_rows_share import ShareRows
from .security_rows_trigger import TriggerRows
from .security_rows_warning import WarningRows


class AllRows(
    ChainRows,
    TriggerRows,
    QuotaRows,
    RequestRows,
    OfficeRows,
    RuleRows,
    PreparationRows,
    RecordRows,
    SessionRows,
    ProofRows,
    SessionDayRows,
    ShareRows,
    ItemRows,
    MeasureRows,
    ReplyRows,
    ClosingRows,
    WarningRows,
    MeetingRows,
):
    """A row of each model, and how to make one more."""
