import Scheduling
import Store
import TimeZones

extension Verbs {
    /// What decides about a calendar's slots within a window, as the pure engine takes it.
    /// - Parameter meetingID: a meeting whose own time counts as free, because it is the one being moved; not so where
    ///   others stay in it.
    func calendarTime(
        _ open: OpenCalendar, within window: Interval, excluding meetingID: String? = nil, in reading: any Reading
    ) throws -> CalendarTime {
        let meetingID = try meetingID.flatMap { try reading.isShared(meetingID: $0) ? nil : $0 }
        let zone = try zones.zone(open.zoneName)
        let rules = open.calendar.rules
        let hostHours = try open.hosts.map { try hoursCache.hours($0.schedule, zones: zones) }
        // What looks busy is a share of whole days.
        var reach = rules.lookBusy > 0 ? window.joined(with: rules.limits.reach(of: window, in: zone)) : window
        for (host, hours) in zip(open.hosts, hostHours) where !host.limits.isEmpty {
            reach = reach.joined(with: host.limits.reach(of: window, in: hours.zone))
        }
        let busy = try busyTimes(of: open.owners, within: reach, excluding: meetingID, in: reading)
        let joinable = try joinable(open, within: reach, excluding: meetingID, in: reading)
        let meetings =
            rules.limits.isEmpty
            ? []
            : try reading.meetingStarts(
                of: open.calendar.id, within: rules.limits.reach(of: window, in: zone), at: now,
                excluding: meetingID)
        let inUse = inUse(busy, open)
        func shared(by owner: String) -> [BusyTime] {
            // A meeting of theirs that can be joined has its rooms already.
            let own = Set((joinable[owner] ?? []).map(\.interval))
            return (busy[open.calendar.id] ?? []) + inUse.filter { !own.contains($0.interval) }
        }
        var hosts = zip(open.hosts, hostHours).map { host, hours in
            HostTime(
                hostID: host.userID, hours: hours,
                busy: own(busy[host.userID] ?? [], of: host) + shared(by: host.userID),
                open: joinable[host.userID] ?? [], limits: host.limits,
                canHost: host.connection != .broken || !open.needsZoom(of: host), isRequired: host.isRequired)
        }
        let hours = try open.hours.map { try hoursCache.hours($0, zones: zones) }
        if open.calendar.kind == .unassigned, let hours {
            hosts = [
                HostTime(
                    hostID: open.calendar.id, hours: hours, busy: shared(by: open.calendar.id),
                    open: joinable[open.calendar.id] ?? [])
            ]
        }
        return CalendarTime(
            id: open.calendar.id, kind: open.calendar.kind, rules: rules, zone: zone, hours: hours, hosts: hosts,
            meetings: meetings)
    }

    /// The meetings that have places for more, by host.
    private func joinable(
        _ open: OpenCalendar, within window: Interval, excluding meetingID: String?, in reading: any Reading
    ) throws -> [String: [OpenMeeting]] {
        guard open.calendar.rules.seats > 1 else { return [:] }
        let around = Interval(start: window.start, end: window.end.adding(minutes: 1))
        return try reading.openMeetings(of: open.calendar, within: around, at: now, excluding: meetingID)
    }

    /// What each owner has taken around a window.
    private func busyTimes(
        of owners: [String], within window: Interval, excluding meetingID: String?, in reading: any Reading
    ) throws -> [String: [BusyTime]] {
        let times =
            if meetingID == nil, let snapshot = reading as? Snapshot {
                try taken.takenTimes(of: owners, within: window, in: snapshot)
            } else {
                try reading.takenTimes(of: owners, within: window, excluding: meetingID)
            }
        return Dictionary(zip(owners, times.map { $0.busy(at: now) })) { first, _ in first }
    }

    private func own(_ busy: [BusyTime], of host: Host) -> [BusyTime] {
        host.buffers == Buffers() ? busy : busy.map { $0.widened(by: host.buffers) }
    }

    /// When the calendar's rooms and equipment are in use.
    private func inUse(_ busy: [String: [BusyTime]], _ open: OpenCalendar) -> [BusyTime] {
        open.resources.flatMap { busy[$0] ?? [] }.map {
            BusyTime(
                interval: $0.interval, bufferBefore: $0.bufferBefore, bufferAfter: $0.bufferAfter, kind: .resource)
        }
    }
}

extension Interval {
    /// The shortest stretch that holds both.
    func joined(with other: Interval) -> Interval {
        Interval(start: min(start, other.start), end: max(end, other.end))
    }
}
