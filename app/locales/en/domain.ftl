# domain

round-state-open = Open
round-state-closed = Closed, not published yet
round-state-published = Published
