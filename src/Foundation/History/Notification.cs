using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.History;

/// <summary>A message to one person about something that concerns them; written with its cause, shown in the product, sent by mail when that is configured.</summary>
public sealed class Notification : ISeen<Notification>
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateTime At { get; init; }

    /// <summary>The English sentence that the catalogues know.</summary>
    public required string Text { get; init; }

    /// <summary>Its arguments as a JSON array of texts: names and months, never content.</summary>
    public required string Args { get; init; }

    /// <summary>The page to open, from the root of the site.</summary>
    public required string Address { get; init; }
    public DateTime? ReadAt { get; private set; }
    public DateTime? MailedAt { get; private set; }

    public static Notification To(Guid personId, string countryId, DateTime at, string address, string text, params string[] args) => new()
    {
        Id = Guid.CreateVersion7(),
        CountryId = countryId,
        PersonId = personId,
        At = at,
        Text = text,
        Args = JsonSerializer.Serialize(args),
        Address = address,
    };

    /// <summary>For the sentence; a month such as 2026-11 or a day such as 2026-11-23 as the reader's language writes it.</summary>
    public object[] Arguments => [.. (JsonSerializer.Deserialize<string[]>(Args) ?? []).Select(a => Month.TryParse(a, out var month) ? (object)month : DateOnly.TryParseExact(a, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : a)];
    public void Read(DateTime now) => ReadAt ??= now;
    public void Mailed(DateTime now) => MailedAt ??= now;

    public static Expression<Func<Notification, bool>> SeenBy(Viewer viewer) => n => n.PersonId == viewer.PersonId;
    public bool AddedBy(Viewer viewer) => true;
}

sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> notification)
    {
        notification.ToTable("notifications");
        notification.Property(n => n.Text).HasMaxLength(400);
        notification.Property(n => n.Args).HasMaxLength(2000);
        notification.Property(n => n.Address).HasMaxLength(400);
        notification.Ignore(n => n.Arguments);
        notification.HasIndex(n => new { n.PersonId, n.ReadAt });
        notification.HasIndex(n => n.MailedAt);
    }
}
