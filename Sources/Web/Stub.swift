import Foundation
import Hummingbird
import Mustache
