using System.Linq.Expressions;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.History;

/// <summary>A row whose changes are told. Parts of a whole give the id of the whole.</summary>
public interface IHistoric
{
    Guid HistoryId { get; }
    string CountryId { get; }
}

/// <summary>Something that happened, in the past tense, with facts and ids only. What was said goes into a property marked <see cref="DetailAttribute"/>.</summary>
public interface IRecorded;

/// <summary>Content beside the facts: kept in a row of its own, hashed with a salt, so that it can be erased and the history still stands.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class DetailAttribute : Attribute;

/// <summary>One thing that happened: who, when, what, on which row. Never changed, never removed; a job seals it.</summary>
public sealed class HistoryEntry
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required DateTime At { get; init; }

    /// <summary>The person who acted; empty for the system itself.</summary>
    public required Guid ById { get; init; }
    public required Guid SubjectId { get; init; }

    /// <summary>The record's type name.</summary>
    public required string What { get; init; }

    /// <summary>The record's facts: ids, numbers, dates and codes as JSON.</summary>
    public required string Facts { get; init; }

    /// <summary>SHA-256 over salt and details; empty where there are none.</summary>
    public required string DetailHash { get; init; }

    /// <summary>The place in the chain; null until the sealing job has come by. With the seal it is all that is ever written later.</summary>
    public long? Number { get; private set; }

    /// <summary>Over this entry and the seal of the one before it: see <see cref="HistoryChain"/>.</summary>
    public string? Seal { get; private set; }

    internal void SealAs(long number, string seal) => (Number, Seal) = (number, seal);

    internal static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    internal static HistoryEntry Of(Viewer viewer, DateTime now, IRecorded what, IHistoric on, out HistoryDetail? detail, Guid? given = null)
    {
        var facts = new Dictionary<string, object?>();
        var details = new Dictionary<string, object?>();
        foreach (var property in RecordedType.Of(what.GetType()).Properties)
            (property.IsDetail ? details : facts)[property.Name] = property.Read(what);

        var id = given ?? Guid.CreateVersion7();
        detail = details.Values.All(v => v is null) ? null : new() { EntryId = id, Salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Json = JsonSerializer.Serialize(details, Json) };
        return new()
        {
            Id = id,
            CountryId = on.CountryId,
            At = now,
            ById = viewer.PersonId,
            SubjectId = on.HistoryId,
            What = what.GetType().Name,
            Facts = JsonSerializer.Serialize(facts, Json),
            DetailHash = detail?.Hash ?? "",
        };
    }
}

/// <summary>What was said when it happened; erasable without breaking the history.</summary>
sealed class HistoryDetail
{
    public required Guid EntryId { get; init; }
    public required string Salt { get; init; }
    public required string Json { get; init; }
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Salt + Json)));
}

/// <summary>The kinds of things that happen, by name, with their sentences: found once in the rooms' assemblies.</summary>
public sealed class RecordedType
{
    static readonly Dictionary<Type, RecordedType> Known = [];
    static readonly Lock Gate = new();

    RecordedType(Type type)
    {
        Name = type.Name;
        Sentence = type.GetCustomAttribute<SentenceAttribute>()?.Id ?? throw new InvalidOperationException($"{type.Name} has no sentence.");
        var details = type.GetConstructors().SelectMany(c => c.GetParameters()).Where(p => p.IsDefined(typeof(DetailAttribute))).Select(p => p.Name).ToHashSet();
        Properties = [.. type.GetProperties().Where(p => p.CanRead && p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract")
            .Select(p => new Property(p.Name, p.PropertyType, p.IsDefined(typeof(DetailAttribute)) || details.Contains(p.Name), Getter(type, p)))];
    }

    public string Name { get; }
    public string Sentence { get; }
    internal Property[] Properties { get; }

    internal static RecordedType Of(Type type)
    {
        lock (Gate) return Known.TryGetValue(type, out var known) ? known : Known[type] = new(type);
    }

    /// <summary>The arguments of the sentence after {0}: the facts in the order of the record.</summary>
    public object?[] Arguments(HistoryEntry entry)
    {
        using var facts = JsonDocument.Parse(entry.Facts);
        return [.. Properties.Where(p => !p.IsDetail).Select(p => facts.RootElement.TryGetProperty(p.Name, out var value) ? value.Deserialize(p.Type, HistoryEntry.Json) : null)];
    }

    static Func<object, object?> Getter(Type type, PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(Expression.Convert(row, type), property), typeof(object)), row).Compile();
    }

    internal sealed record Property(string Name, Type Type, bool IsDetail, Func<object, object?> Read);
}

/// <summary>Every kind of thing that happens in the rooms, by the name that entries carry.</summary>
public sealed class RecordedTypes(IEnumerable<Assembly> assemblies)
{
    readonly Dictionary<string, RecordedType> byName = assemblies.SelectMany(a => a.GetTypes())
        .Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IRecorded).IsAssignableFrom(t)).ToDictionary(t => t.Name, RecordedType.Of);

    public RecordedType? Of(HistoryEntry entry) => byName.GetValueOrDefault(entry.What);
    public IEnumerable<RecordedType> All => byName.Values;
}

sealed class HistoryEntryMapping : IEntityTypeConfiguration<HistoryEntry>
{
    public void Configure(EntityTypeBuilder<HistoryEntry> entry)
    {
        entry.ToTable("history");
        entry.Property(e => e.What).HasMaxLength(80);
        entry.Property(e => e.DetailHash).HasMaxLength(64);
        entry.Property(e => e.Seal).HasMaxLength(64);
        entry.HasIndex(e => e.SubjectId);
        entry.HasIndex(e => e.ById);
        entry.HasIndex(e => e.Number).IsUnique();
        entry.HasIndex(e => e.Id).HasFilter("number IS NULL").HasDatabaseName("ix_history_unsealed");
    }
}

sealed class HistoryDetailMapping : IEntityTypeConfiguration<HistoryDetail>
{
    public void Configure(EntityTypeBuilder<HistoryDetail> detail)
    {
        detail.ToTable("history_details");
        detail.HasKey(d => d.EntryId);
        detail.Ignore(d => d.Hash);
        detail.Property(d => d.Salt).HasMaxLength(32);
    }
}
