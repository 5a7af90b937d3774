using System.Linq.Expressions;
using Foundation.Jobs;
using Foundation.Viewers;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Foundation.Security;

/// <summary>A browser in which somebody signed in before, known by a random mark in a cookie; here lies its hash.</summary>
public sealed class KnownDevice : ISeen<KnownDevice>
{
    /// <summary>Unused for so long, it is new again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);
    const string Cookie = "balsts-device";

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AccountId { get; init; }
    public required string MarkHash { get; init; }
    public required DateTime UsedAt { get; set; }

    /// <summary>The mark of this browser; it gets one where it has none, and keeps it from sign-in to sign-in.</summary>
    internal static string Mark(HttpContext http)
    {
        if (http.Items[Cookie] is string given) return given;
        var site = http.RequestServices.GetRequiredService<PublicAddress>();
        var name = site.Cookie(Cookie);
        var mark = http.Request.Cookies[name] is { Length: > 20 and < 100 } carried ? carried : Secret.New();
        http.Items[Cookie] = mark;
        http.Response.Cookies.Append(name, mark, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", Secure = site.IsSecure, IsEssential = true, MaxAge = Kept });
        return mark;
    }

    public static Expression<Func<KnownDevice, bool>> SeenBy(Viewer viewer) => d => d.AccountId == viewer.AccountId;
    public bool AddedBy(Viewer viewer) => false;
}

sealed class KnownDeviceMapping : IEntityTypeConfiguration<KnownDevice>
{
    public void Configure(EntityTypeBuilder<KnownDevice> device)
    {
        device.ToTable("known_devices");
        device.Property(d => d.MarkHash).HasMaxLength(Secret.HashLength);
        device.HasIndex(d => new { d.AccountId, d.MarkHash }).IsUnique();
        device.HasIndex(d => d.MarkHash);
        device.HasIndex(d => d.UsedAt);
    }
}
