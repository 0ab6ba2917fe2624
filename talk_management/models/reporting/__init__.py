"""Counting and printing: ledger, forms, scheduled reports. Writes nothing else."""

from . import ir_actions_report, mail_mail, talk_report_schedule, talk_report_delivery
