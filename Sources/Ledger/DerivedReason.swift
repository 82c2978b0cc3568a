public import CRM

/// The reasons of values that no mapping brought.
public enum DerivedReason {
    /// Two records of the CRM were joined by a person.
    public static let merge = Reason(source: "", rule: "derived: merge")
    /// A primary address or contact point gave way to another.
    public static let primary = Reason(source: "", rule: "derived: primary")
}
