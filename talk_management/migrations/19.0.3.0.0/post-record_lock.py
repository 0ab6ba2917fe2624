"""Records completed before there was a lock are given their day from today on."""


def migrate(cr, version):
    cr.execute(
        """UPDATE talk_record r
              SET date_completed = COALESCE(r.date_completed, r.write_date),
                  date_lock = (now() AT TIME ZONE 'UTC')::date
                              + COALESCE(NULLIF(k.lock_days, 0), c.talk_lock_days)
             FROM talk_talk t
             JOIN talk_kind k ON k.id = t.kind_id
             JOIN res_company c ON c.id = t.company_id
            WHERE t.id = r.talk_id AND r.state = 'completed' AND r.date_lock IS NULL"""
    )
