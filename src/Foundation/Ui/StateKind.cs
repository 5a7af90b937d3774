namespace Foundation.Ui;

/// <summary>Where a thing stands on its way; each has one colour and one icon, the word comes from its room.</summary>
public enum StateKind { Draft, Submitted, Discussed, Returned, Accepted, Late }
