using Foundation.Data;

namespace Balsts;

/// <summary>Rows with something of a person that can go: of which kind they are, and what of them goes.</summary>
/// <param name="Kind">The country pack says how long the kind is kept, and why.</param>
/// <param name="Rows">The rows.</param>
public sealed record Kept(DataKind Kind, Erasable Rows)
{
    /// <summary>Goes only when the person is somebody here no more: neither works nor holds a post.</summary>
    public bool WithThePerson { get; init; }
}
