import Scheduling
import Store
import TimeZones

extension Verbs {
    /// Gives an appointment's place back. The hosts of its calendar are locked by the caller.
    func leaveMeeting(_ appointment: Appointment, in transaction: Transaction) throws {
        try giveBack(appointment.seats, in: appointment.meetingID, on: appointment.calendarID, in: transaction)
    }

    /// Gives places of a meeting back, and the meeting with them when nobody else is expected in it.
    func giveBack(
        _ seats: Int, in meetingID: String, on calendarID: String, in transaction: Transaction
    ) throws {
        try transaction.lockMeeting(id: meetingID)
        let owners = try transaction.owners(ofMeeting: meetingID)
        if try transaction.giveSeats(seats, in: meetingID) == 0 {
            try transaction.release(meeting: meetingID, at: now)
            try unsettleTurn(ofMeeting: meetingID, on: calendarID, in: transaction)
            if try transaction.room(of: meetingID) != nil {
                try transaction.unwantRoom(of: meetingID, at: now)
                transaction.promise(.reconcileRoom, meetingID, due: now, at: now)
            }
        } else if try transaction.room(of: meetingID) != nil {
            // One less.
            transaction.promise(.reconcileRoom, meetingID, due: now, at: now)
        }
        try offer(whatWasTakenFrom: owners, on: calendarID, in: transaction)
    }

    /// Asks for the room of a place, where one is wanted; a request gets one when it is approved.
    func wantRoom(of place: Place, for appointment: Appointment, in transaction: Transaction) throws -> Room? {
        guard place.meeting.location.kind == .zoom, let hostID = place.meeting.hostID else { return nil }
        let known = place.isJoined ? try transaction.room(of: place.meeting.id) : nil
        guard known == nil, appointment.status == .confirmed else {
            // One more who needs a way in.
            if known != nil { transaction.promise(.reconcileRoom, place.meeting.id, due: now, at: now) }
            return known
        }
        try transaction.insertRoom(of: place.meeting.id, host: hostID, at: now)
        transaction.promise(.reconcileRoom, place.meeting.id, due: now, at: now)
        return Room(of: place.meeting.id, host: hostID)
    }
}
