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

    /// <summary>The id and the text, so that a note put in another's place does not open.</summary>
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
        (Sealed, WrittenAt) = (key.Seal([.. Id.ToByteArray(), .. Encoding.UTF8.GetBytes(text.Trim())]), now);
        return Outcome.Done;
    }

    /// <summary>Null where the key that sealed it is no longer among those of the installation, or somebody changed what lies there.</summary>
    public string? Read(InstallationKey key)
    {
        try
        {
            var open = key.Open(Sealed);
            return open.AsSpan(0, 16).SequenceEqual(Id.ToByteArray()) ? Encoding.UTF8.GetString(open.AsSpan(16)) : null;
        }
        catch (CryptographicException) { return null; }
    }
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
