"""Scheduled ingestion: a machine keeps a store fresh for months without being looked at.

    reportedly.toml ─▶ reader ─▶ Config
                                   │   calendar: when a job fires
    state (jobs.sqlite) ─▶ due ─▶ run ─▶ feed (source, ingestion) ─▶ store
                                   │
                                   └─▶ health ─▶ notices, metrics, status

Whether something is due follows from the configuration, the state and the clock alone, so it does
not matter who asks, how often, and what became of the process that asked last.
"""
