extension DelimitedReader {
    /// How a quoted cell ends.
    struct QuotedEnd {
        enum Status {
            case closed
            /// The window ends first.
            case more
            /// The file ends first.
            case unclosed
            /// Text follows the quote that closes it.
            case textAfter
            case tooManyLines
            case tooLong
        }

        var status: Status
        /// The closing quote.
        var close = 0
        /// Where the next cell begins; equal to `stop` where the record ends with this cell.
        var next = 0
        /// Where the record's text ends, and where the next record begins.
        var stop = -1
        var afterStop = -1
        var lineEnds = 0
        var isEscaped = false
    }

    /// Finds the end of the quoted cell whose text begins at `start`.
    func quotedEnd(from start: Int, lineLimit: Int) -> QuotedEnd {
        let text = UnsafePointer(input.base)
        let clean = input.clean
        let patterns = DelimitedPatterns(dialect)
        var end = QuotedEnd(status: .more)
        var at = start
        while at < clean {
            var hits = patterns.hitsInsideQuotes(UnsafeRawPointer(text + at))
            var resume = at &+ 8
            while hits != 0 {
                let index = at &+ (hits.trailingZeroBitCount &>> 3)
                if index >= clean { break }
                hits &= hits &- 1
                let byte = text[index]
                if byte == patterns.quote {
                    if index &+ 1 >= clean && !input.isAtEnd { return end }
                    if index &+ 1 < clean && text[index &+ 1] == patterns.quote {
                        end.isEscaped = true
                        resume = index &+ 2
                        break
                    }
                    if index &- start > limits.cellBytes {
                        end.status = .tooLong
                        return end
                    }
                    end.close = index
                    afterQuote(&end)
                    return end
                }
                if byte == patterns.escape {
                    if index &+ 1 >= clean { break }
                    end.isEscaped = true
                    // A line end is counted below, escaped or not.
                    if text[index &+ 1] == 0x0A || text[index &+ 1] == 0x0D { continue }
                    resume = index &+ 2
                    break
                }
                // CR and LF together count once, at the LF.
                if byte == 0x0D && index &+ 1 < clean && text[index &+ 1] == 0x0A { continue }
                end.lineEnds &+= 1
                if end.lineEnds > lineLimit {
                    end.status = .tooManyLines
                    return end
                }
            }
            at = resume
        }
        if clean &- start > limits.cellBytes {
            end.status = .tooLong
        } else if input.isAtEnd {
            end.status = .unclosed
        }
        return end
    }

    /// What stands behind the closing quote: a delimiter, the record's end, or text.
    private func afterQuote(_ end: inout QuotedEnd) {
        let text = input.base
        let clean = input.clean
        var at = end.close &+ 1
        // Blanks between the quote and the delimiter are nobody's data.
        while at < clean && (text[at] == 0x20 || (text[at] == 0x09 && dialect.delimiter != 0x09)) { at &+= 1 }
        end.status = .closed
        if at >= clean {
            if input.isAtEnd {
                end.stop = clean
                end.afterStop = clean
                end.next = clean
            } else {
                end.status = .more
            }
        } else if let delimiter = dialect.delimiter, text[at] == delimiter {
            end.next = at &+ 1
        } else if text[at] == 0x0A {
            end.stop = at
            end.next = at
            end.afterStop = at &+ 1
        } else if text[at] == 0x0D {
            end.stop = at
            end.next = at
            end.afterStop = at &+ 1
            if at &+ 1 < clean {
                if text[at &+ 1] == 0x0A { end.afterStop = at &+ 2 }
            } else if !input.isAtEnd {
                end.status = .more
            }
        } else {
            end.status = .textAfter
        }
    }
}
