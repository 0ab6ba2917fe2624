"""Plain Python the rooms reckon with: periods, due days, spreadsheets. Imports no Odoo."""
