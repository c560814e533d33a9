package import Store

extension Verbs {
    /// Stores a picture of a user: JPEG, PNG or WebP, known by how it begins.
    /// - Throws: `invalid` with `photo`.
    package func savePhoto(_ bytes: [UInt8], of user: User) async throws {
        guard bytes.count <= Self.largestPhoto else {
            throw OperationError.invalid([
                .init(
                    "photo", "too_large",
                    "The picture has more than \(Self.largestPhoto >> 10) KB. Choose a smaller one.")
            ])
        }
        guard let mediaType = Self.mediaType(of: bytes) else {
            throw OperationError.invalid([
                .init(
                    "photo", "no_picture", "This is no picture that can be shown. Choose a JPEG, PNG or WebP file."
                )
            ])
        }
        let version = surroundings.token().prefix(8).lowercased()
        try await store.write {
            try $0.setPhoto((Photo(mediaType: mediaType, bytes: bytes), version), of: user.id)
        }
    }

    /// Takes a user's picture away.
    package func removePhoto(of user: User) async throws {
        try await store.write { try $0.setPhoto(nil, of: user.id) }
    }

    /// Bytes: several times what a picture of 256 by 256 needs.
    package static let largestPhoto = 200 << 10

    private static func mediaType(of bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        let isWebP = bytes.starts(with: Array("RIFF".utf8)) && bytes.dropFirst(8).starts(with: Array("WEBP".utf8))
        return isWebP ? "image/webp" : nil
    }
}
