using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Sharing;

/// <summary>
/// What somebody notes for themselves about a piece of work: nobody else's, in no report, count, search or export but their own. The database holds
/// it sealed by the key of the installation; whoever holds the database file alone reads that there is a note, whose, and how long.
/// </summary>
public sealed class PrivateNote : ISeen<PrivateNote>, IHistoric, IVersioned
{
    public const int TextMax = 4000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AuthorId { get; init; }

    /// <summary>What it is about.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>The text, bound to what stands beside it in clear: with another id, author or subject it does not open.</summary>
    public byte[] Sealed { get; private set; } = [];
    public DateTime WrittenAt { get; private set; }
    public int Version { get; private set; }

    // not what it is about: others read the history of that
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem Empty = new(ProblemKind.Invalid, "note.empty", "Write something, or remove the note.", "Text");

    /// <summary>The author, and nobody else ever.</summary>
    public static Expression<Func<PrivateNote, bool>> SeenBy(Viewer viewer) => n => n.AuthorId == viewer.PersonId;

    public bool AddedBy(Viewer viewer) => AuthorId == viewer.PersonId;

    public Outcome Write(string text, InstallationKey key, DateTime now)
    {
        if (string.IsNullOrWhiteSpace(text)) return Empty;
        (Sealed, WrittenAt) = (key.Seal(Encoding.UTF8.GetBytes(text.Trim()), BoundTo(AuthorId)), now);
        return Outcome.Done;
    }

    /// <summary>Null where the key that sealed it is no longer among those of the installation, or somebody changed what lies there.</summary>
    public string? Read(InstallationKey key)
    {
        try { return Encoding.UTF8.GetString(key.Open(Sealed, BoundTo(AuthorId))); }
        catch (CryptographicException) { return null; }
    }

    /// <summary>The same words under the installation’s first key; null where no key opens them.</summary>
    /// <param name="key">The keys of the installation.</param>
    /// <param name="author">For whom: the author, or the person into whose record theirs goes.</param>
    internal byte[]? Anew(InstallationKey key, Guid author) => Read(key) is { } text ? key.Seal(Encoding.UTF8.GetBytes(text), BoundTo(author)) : null;

    /// <summary>Their record goes into another one; what no key opens stays as it is.</summary>
    internal void SealFor(Guid author, InstallationKey key) => Sealed = Anew(key, author) ?? Sealed;

    byte[] BoundTo(Guid author) => [.. Id.ToByteArray(), .. author.ToByteArray(), .. SubjectId.ToByteArray()];
}

[Sentence("{0} wrote a private note.")] public sealed record NoteWritten : IRecorded;
[Sentence("{0} removed a private note.")] public sealed record NoteRemoved : IRecorded;

sealed class PrivateNoteMapping : IEntityTypeConfiguration<PrivateNote>
{
    public void Configure(EntityTypeBuilder<PrivateNote> note)
    {
        note.ToTable("private_notes");
        note.HasIndex(n => new { n.AuthorId, n.SubjectId }).IsUnique();
    }
}
