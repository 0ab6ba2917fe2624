"""Plain Python the rooms reckon with: periods, reminders, spreadsheets. Imports no Odoo."""
