import Foundation

/// A message, in either direction.
struct Message: Sendable {
    enum Direction: String, Sendable {
        case inbound
        case fromAPI = "outbound-api"
        case answer = "outbound-reply"
    }

    enum Status: String, Sendable {
        case accepted, queued, sent, delivered, undelivered, failed, received
    }

    /// How it will end.
    enum Ending: Sendable, Equatable {
        case delivered
        case undelivered(code: Int)
        case failed(code: Int)
    }

    let sid: String
    let direction: Direction
    /// Nil until a Messaging Service has chosen a number.
    private(set) var from: String?
    let to: String
    let body: String
    let serviceSID: String?
    let callbackURL: String?
    let createdAt: Date
    private let ending: Ending
    private(set) var status: Status
    private(set) var errorCode: Int?
    private(set) var updatedAt: Date
    private(set) var sentAt: Date?

    /// A message that the API took: a service has yet to choose its number.
    init(_ order: MessageOrder, ending: Ending, at now: Date) {
        sid = Random.sid("SM")
        direction = .fromAPI
        serviceSID = order.serviceSID
        from = order.serviceSID == nil ? order.sender : nil
        to = order.to
        body = order.body
        callbackURL = order.callbackURL
        status = order.serviceSID == nil ? .queued : .accepted
        self.ending = ending
        createdAt = now
        updatedAt = now
    }

    /// A message that came in, or the answer to one that Twilio gives by itself.
    init(_ direction: Direction, from: String, to: String, body: String, serviceSID: String?, at now: Date) {
        sid = Random.sid("SM")
        self.direction = direction
        self.from = from
        self.to = to
        self.body = body
        self.serviceSID = serviceSID
        callbackURL = nil
        status = direction == .inbound ? .received : .delivered
        ending = .delivered
        createdAt = now
        updatedAt = now
        sentAt = now
    }

    /// Goes one state further; false when there is none.
    mutating func advance(_ account: Account, now: Date) -> Bool {
        switch (status, ending) {
        case (.accepted, _):
            status = .queued
            from = serviceSID.flatMap { account.services[$0] }
        case (.queued, .failed(let code)):
            status = .failed
            errorCode = code
        case (.queued, _):
            status = .sent
            sentAt = now
        case (.sent, .undelivered(let code)):
            status = .undelivered
            errorCode = code
        case (.sent, _):
            status = .delivered
        case (.delivered, _), (.undelivered, _), (.failed, _), (.received, _):
            return false
        }
        updatedAt = now
        return true
    }

    /// How many segments it is charged as; 0 until a Messaging Service has chosen a number.
    var segments: Int { from == nil ? 0 : Segments.count(of: body) }
}
