"""Shared by every room: transitions as data, sight as a search. Owns no table."""

from . import ir_rule, talk_visible_mixin, talk_workflow_mixin
