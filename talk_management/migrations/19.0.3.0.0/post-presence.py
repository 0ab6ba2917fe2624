"""Who is taken up by the talks that were planned before, kept from now on by the database."""


def migrate(cr, version):
    # what overlaps already stays as it is: the later one is left out
    cr.execute(
        """
        INSERT INTO talk_presence (talk_id, employee_id, date_start, date_end)
        SELECT t.id, people.employee_id, t.date_start, t.date_end
          FROM talk_talk t
          JOIN LATERAL (
                SELECT t.responsible_id AS employee_id
                 UNION
                SELECT p.employee_id FROM talk_participant p WHERE p.talk_id = t.id
               ) people ON TRUE
         WHERE t.state = 'planned' AND t.date_end > now() AT TIME ZONE 'UTC'
           AND t.is_reserved IS NOT TRUE
           AND NOT EXISTS (SELECT FROM talk_presence known WHERE known.talk_id = t.id)
         ORDER BY t.id
            ON CONFLICT DO NOTHING
        """
    )
