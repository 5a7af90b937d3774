using System.Linq.Expressions;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.History;

/// <summary>
/// Somebody read on a day what somebody else wrote: one row per reader, whole and day, on disk before the words leave the house. Whose
/// words they are reads it, and nobody else.
/// </summary>
public sealed class Trace : ISeen<Trace>
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Who read.</summary>
    public required Guid ViewerId { get; init; }

    /// <summary>Whose words were read.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>What was read: the name of the whole's type, and its id.</summary>
    public required string What { get; init; }
    public required Guid SubjectId { get; init; }

    /// <summary>The day it was where the reader lives.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The first time on that day.</summary>
    public required DateTime At { get; init; }

    /// <summary>The posts that the reader held then, by code, with spaces between.</summary>
    public required string Posts { get; init; }

    public static Expression<Func<Trace, bool>> SeenBy(Viewer viewer) => t => t.PersonId == viewer.PersonId;

    /// <summary>Nobody adds one by hand: <see cref="Data.Traces"/> writes them.</summary>
    public bool AddedBy(Viewer viewer) => false;
}

/// <summary>A whole that people write and others read: a report, a goal. Its rows and parts are <see cref="IContent"/>.</summary>
/// <param name="concerns">The column that names whose words they are.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TracedAttribute(string concerns) : Attribute
{
    public string Concerns { get; } = concerns;
}

/// <summary>A row with what somebody wrote. Whoever reads it leaves a trace, unless they wrote it or are of the pair.</summary>
public interface IContent
{
    /// <summary>The whole it belongs to; its type is marked <see cref="TracedAttribute"/>.</summary>
    (Type Kind, Guid Id) Whole { get; }

    /// <summary>Whether this person is of the pair, or anybody may read it. Whose words they are is asked of the whole besides.</summary>
    bool IsOpenTo(Guid personId) => false;
}

/// <summary>What one request has read of others' words. Every row with words that the database gives is noted by itself; a query that takes words without their row says so by <see cref="Of{TWhole}"/>.</summary>
public sealed class Reading
{
    static readonly AsyncLocal<Reading?> Now = new();

    readonly Lock gate = new();
    readonly HashSet<IContent> rows = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<(Type Kind, Guid Id)> wholes = [];

    Reading() { }

    /// <summary>From here on what this request reads is noted, whichever door it uses.</summary>
    internal static Reading Begin() => Now.Value = new();

    internal static void Saw(IContent row)
    {
        if (Now.Value is not { } reading) return;
        lock (reading.gate) reading.rows.Add(row);
    }

    /// <summary>A whole is read.</summary>
    public static void Saw<TWhole>(Guid id)
    {
        if (Now.Value is not { } reading) return;
        lock (reading.gate) reading.wholes.Add((typeof(TWhole), id));
    }

    /// <summary>Words in the last step of a query, beside the id of the whole that they belong to.</summary>
    public static string Of<TWhole>(Guid id, string words)
    {
        if (words.Length > 0) Saw<TWhole>(id);
        return words;
    }

    /// <summary>The same, of what a pair shares.</summary>
    /// <param name="id">The whole.</param>
    /// <param name="isOpen">Whether the reader is of the pair.</param>
    /// <param name="words">The words.</param>
    public static string Of<TWhole>(Guid id, bool isOpen, string words) => isOpen ? words : Of<TWhole>(id, words);

    public bool HasMore
    {
        get { lock (gate) return rows.Count > 0 || wholes.Count > 0; }
    }

    /// <summary>What was read since it was asked last, by this person.</summary>
    internal List<(Type Kind, Guid Id)> Take(Guid personId)
    {
        lock (gate)
        {
            foreach (var row in rows)
                if (!row.IsOpenTo(personId)) wholes.Add(row.Whole);
            List<(Type, Guid)> taken = [.. wholes];
            rows.Clear();
            wholes.Clear();
            return taken;
        }
    }

    /// <summary>Notes every row with words that the database gives, tracked or not, asked for by itself or included.</summary>
    internal sealed class Witness : IMaterializationInterceptor
    {
        public object InitializedInstance(MaterializationInterceptionData materializationData, object entity)
        {
            if (entity is IContent row) Saw(row);
            return entity;
        }
    }
}

sealed class TraceMapping : IEntityTypeConfiguration<Trace>
{
    public void Configure(EntityTypeBuilder<Trace> trace)
    {
        trace.ToTable("traces");
        trace.Property(t => t.What).HasMaxLength(40);
        trace.Property(t => t.Posts).HasMaxLength(200);
        trace.HasIndex(t => new { t.ViewerId, t.SubjectId, t.Day }).IsUnique();
        trace.HasIndex(t => new { t.PersonId, t.Day, t.Id });
        trace.HasIndex(t => new { t.CountryId, t.Day });
    }
}
