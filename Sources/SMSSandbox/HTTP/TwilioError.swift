import HTTPTypes
import Hummingbird
import HummingbirdCore

/// An error of the API: Twilio's code, its words and where they are explained.
struct TwilioError: HTTPResponseError, Equatable {
    private struct Body: Encodable {
        let code: Int
        let message: String
        let moreInfo: String
        let status: Int

        private enum CodingKeys: String, CodingKey {
            case code, message, status
            case moreInfo = "more_info"
        }
    }

    let status: HTTPResponse.Status
    let code: Int
    let message: String

    init(_ code: Int, _ message: String, _ status: HTTPResponse.Status = .badRequest) {
        self.status = status
        self.code = code
        self.message = message
    }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        let body = Body(
            code: code, message: message, moreInfo: "https://www.twilio.com/docs/errors/\(code)",
            status: status.code)
        var response = try Response.json(body, status: status)
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Basic realm=\"Twilio API\"" }
        return response
    }
}

extension TwilioError {
    static let badCredentials = TwilioError(20_003, "Authenticate", .unauthorized)
    static let noCredentials = TwilioError(
        20_003, "Authentication Error - No credentials provided", .unauthorized)
    static let badUsername = TwilioError(20_003, "Authentication Error - invalid username", .unauthorized)
    static let tooManyRequests = TwilioError(20_429, "Too Many Requests", .tooManyRequests)
    static let internalError = TwilioError(20_500, "Internal Server Error", .internalServerError)
    static let noBody = TwilioError(21_602, "Message body is required.")
    static let noFrom = TwilioError(21_603, "A 'From' phone number is required.")
    static let noTo = TwilioError(21_604, "A 'To' phone number is required.")
    static let optedOut = TwilioError(21_610, "Attempt to send to unsubscribed recipient")
    static let queueFull = TwilioError(
        21_611, "This 'From' number has exceeded the maximum number of queued messages.")
    static let tooLong = TwilioError(
        21_617, "The concatenated message body exceeds the 1600 character limit.")

    static func notFound(_ path: String) -> TwilioError {
        TwilioError(20_404, "The requested resource \(path) was not found", .notFound)
    }

    static func sameNumbers(_ number: String) -> TwilioError {
        TwilioError(21_266, "'To' and 'From' number cannot be the same: \(number)")
    }

    static func badFrom(_ from: String) -> TwilioError {
        TwilioError(
            21_212, "The 'From' number \(from) is not a valid phone number, shortcode, or alphanumeric sender ID.")
    }

    static func foreignFrom(_ from: String) -> TwilioError {
        TwilioError(
            21_606,
            "The From phone number \(from) is not a valid, SMS-capable inbound phone number or short code for your "
                + "account.")
    }

    static func badCallback(_ url: String) -> TwilioError {
        TwilioError(21_609, "The 'StatusCallback' URL \(url) is not a valid URL.")
    }

    static func noService(_ sid: String) -> TwilioError {
        TwilioError(21_701, "The Messaging Service Sid \(sid) is invalid.")
    }

    /// Why nothing can go to this number. The last cases are the numbers Twilio keeps for trying errors out.
    static func refusal(to: String, from: String) -> TwilioError? {
        switch to {
        case _ where !to.isPhoneNumber, "+15005550001":
            TwilioError(21_211, "The 'To' number \(to) is not a valid phone number.")
        case "+15005550002":
            TwilioError(
                21_612,
                "The 'To' phone number: \(to), is not currently reachable using the 'From' phone number: \(from) "
                    + "via SMS.")
        case "+15005550003":
            TwilioError(
                21_408,
                "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: \(to)."
            )
        case "+15005550004": optedOut
        case "+15005550009": TwilioError(21_614, "'To' number: \(to), is not a mobile number")
        default: nil
        }
    }

    /// Why nothing can come from this number; again those that Twilio keeps.
    static func refusal(from: String) -> TwilioError? {
        switch from {
        case "+15005550001": badFrom(from)
        case "+15005550007": foreignFrom(from)
        case "+15005550008": queueFull
        default: nil
        }
    }

    /// What a message's `error_message` says.
    static func words(for code: Int) -> String {
        switch code {
        case 30_001: "Queue overflow"
        case 30_002: "Account suspended"
        case 30_003: "Unreachable destination handset"
        case 30_004: "Message blocked"
        case 30_005: "Unknown destination handset"
        case 30_006: "Landline or unreachable carrier"
        case 30_007: "Message filtered"
        default: "Unknown error"
        }
    }
}
