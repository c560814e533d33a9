import Database
import Foundation

/// A picture of a user.
package struct Photo: Hashable, Sendable {
    /// Such as `image/jpeg`.
    package let mediaType: String
    package let bytes: [UInt8]

    package init(mediaType: String, bytes: [UInt8]) {
        (self.mediaType, self.bytes) = (mediaType, bytes)
    }
}

extension Reading {
    /// - Returns: nil for who has none.
    package func photo(of userID: String) throws -> Photo? {
        try first("SELECT media_type, image FROM photos WHERE user_id = ?", [userID]) { row in
            Photo(
                mediaType: try row.text("media_type"),
                bytes: Data(base64Encoded: try row.text("image")).map(Array.init) ?? [])
        }
    }
}

extension Transaction {
    /// Stores a user's picture, or takes it away.
    /// - Parameter version: what its address names; other for another picture.
    package func setPhoto(_ photo: (image: Photo, version: String)?, of userID: String) throws {
        try connection.execute("DELETE FROM photos WHERE user_id = ?", [userID])
        if let photo {
            try connection.execute(
                "INSERT INTO photos (user_id, media_type, image) VALUES (?, ?, ?)",
                [userID, photo.image.mediaType, Data(photo.image.bytes).base64EncodedString()])
        }
        try connection.execute("UPDATE users SET photo = ? WHERE id = ?", [photo?.version, userID])
    }
}
