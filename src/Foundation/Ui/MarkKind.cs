namespace Foundation.Ui;

/// <summary>What became of a planned line.</summary>
public enum MarkKind { Done, Moved, Dropped, Extra, Planned, Today }
