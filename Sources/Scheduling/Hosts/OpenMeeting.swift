/// A meeting of this very calendar that others may still join.
package struct OpenMeeting: Hashable, Sendable {
    package let meetingID: String
    package let interval: Interval
    package let seatsTaken: Int

    package init(meetingID: String, interval: Interval, seatsTaken: Int) {
        self.meetingID = meetingID
        self.interval = interval
        self.seatsTaken = seatsTaken
    }
}
