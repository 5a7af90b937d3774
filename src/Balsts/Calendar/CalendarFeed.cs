using System.Linq.Expressions;
using Foundation.History;
using Foundation.Languages;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Calendar;

/// <summary>A secret address at which another program reads a person's own calendar; only its hash is kept, and one is open at a time.</summary>
public sealed class CalendarFeed : ISeen<CalendarFeed>, IHistoric
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid PersonId { get; init; }
    public required string SecretHash { get; init; }
    public required DateTime MadeAt { get; init; }
    public DateTime? RevokedAt { get; private set; }
    Guid IHistoric.HistoryId => AccountId;

    /// <summary>From now on nothing is at the address.</summary>
    internal void Revoke(DateTime now) => RevokedAt ??= now;

    public static Expression<Func<CalendarFeed, bool>> SeenBy(Viewer viewer) => f => f.PersonId == viewer.PersonId;
    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId && AccountId == viewer.AccountId;
}

/// <summary>The last day on which a program came for a feed: what tells its owner whether anybody reads there.</summary>
public sealed class FeedReading : ISeen<FeedReading>
{
    /// <summary>The feed's own.</summary>
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Whose feed it is.</summary>
    public required Guid PersonId { get; init; }
    public required DateOnly On { get; set; }

    public static Expression<Func<FeedReading, bool>> SeenBy(Viewer viewer) => r => r.PersonId == viewer.PersonId;
    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId;
}

[Sentence("{0} made a secret address of the calendar.")] public sealed record FeedMade : IRecorded;
[Sentence("{0} revoked the secret address of the calendar.")] public sealed record FeedRevoked : IRecorded;

sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> feed)
    {
        feed.ToTable("calendar_feeds");
        feed.Property(f => f.SecretHash).HasMaxLength(Secret.HashLength);
        feed.HasIndex(f => f.SecretHash).IsUnique();
        feed.HasIndex(f => f.PersonId).IsUnique().HasFilter("revoked_at IS NULL"); // two tabs at once make one
    }
}

sealed class FeedReadingMapping : IEntityTypeConfiguration<FeedReading>
{
    public void Configure(EntityTypeBuilder<FeedReading> reading)
    {
        reading.ToTable("calendar_feed_readings");
        reading.HasIndex(r => r.PersonId);
    }
}
