extension Sandbox {
    /// One page of the caller's meetings, in the order they were made.
    func listMeetings(_ page: MeetingPageRequest, by caller: Person) -> JSONValue {
        let now = self.now()
        var total = 0
        var shown: [Meeting] = []
        var hasMore = false
        for meeting in contents.meetings(of: caller.id) where page.includes(meeting, now: now) {
            total += 1
            guard meeting.sequence > page.after else { continue }
            if shown.count < page.size { shown.append(meeting) } else { hasMore = true }
        }
        var token = ""
        if hasMore, let last = shown.last { token = page.token(after: last, now: now) }
        return [
            "page_count": .number((total + page.size - 1) / page.size),
            "page_number": 1,
            "page_size": .number(page.size),
            "total_records": .number(total),
            "next_page_token": .string(token),
            "meetings": .array(shown.map { $0.summary(base: base) }),
        ]
    }
}
