from . import (
    talk_excuse,
    talk_generate,
    talk_trigger_enter,
    roster_partner,
    roster_import,
    roster_lines,
)
