"""Shared by every room: transitions as data, sight as a search, notices. Owns no table."""

from . import ir_rule, talk_form_mixin, talk_notice_mixin, talk_visible_mixin, talk_workflow_mixin
