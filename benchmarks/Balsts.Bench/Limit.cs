using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Foundation.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Balsts.Bench;

/// <summary>
/// The raw limit: the people list with the least that a program can do. One statement written by hand with the same filter, order,
/// permission, rows and count; the same columns; the real page's layout around them as ready bytes. No session, no language, no log.
/// </summary>
sealed class Limit(NpgsqlDataSource database, byte[] before, byte[] after, Dictionary<Guid, Guid[]> below, Dictionary<Guid, string> names, Guid[] reach)
{
    const string Sql =
        """
        WITH seen AS (
            SELECT p.id, p.given_name, p.family_name, p.sort_name, p.email FROM people p
            WHERE p.merged_into_id IS NULL AND EXISTS (SELECT 1 FROM employments e WHERE e.person_id = p.id AND e.unit_id = ANY ($1) AND (e.ends_on IS NULL OR e.ends_on >= current_date))),
        page AS (SELECT * FROM seen ORDER BY sort_name LIMIT 50)
        SELECT page.id, given_name, family_name, email, sort_name, e.unit_id, e.post, e.subject, e.load, (SELECT count(*) FROM (SELECT 1 FROM seen LIMIT 1001) s)
        FROM page JOIN employments e ON e.person_id = page.id AND e.unit_id = ANY ($2) AND (e.starts_on IS NULL OR e.starts_on <= current_date) AND (e.ends_on IS NULL OR e.ends_on >= current_date)
        ORDER BY sort_name, e.id
        """;

    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>What the limit is told by whoever starts it: the database, the person who looks, and a file with the real page.</summary>
    public const string DatabaseSetting = "LIMIT_DATABASE", PersonSetting = "LIMIT_PERSON", PageSetting = "LIMIT_PAGE";

    public static async Task<int> Serve(string url)
    {
        var settings = Environment.GetEnvironmentVariables();
        await using var database = NpgsqlDataSource.Create(settings[DatabaseSetting] + ";Max Auto Prepare=10;No Reset On Close=true");
        var limit = await Read(database, Guid.Parse((string)settings[PersonSetting]!), await File.ReadAllTextAsync((string)settings[PageSetting]!));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        await using var app = builder.Build();
        app.MapGet("/health/ready", () => "ready");
        app.MapMeasured();
        app.MapGet("/people", limit.People);
        await app.RunAsync();
        return 0;
    }

    static async Task<Limit> Read(NpgsqlDataSource database, Guid person, string page)
    {
        var (names, children, below) = (new Dictionary<Guid, string>(), new List<(Guid Parent, Guid Unit)>(), new Dictionary<Guid, Guid[]>());
        await using (var command = database.CreateCommand("SELECT u.id, u.name, p.parent_id FROM units u JOIN unit_placements p ON p.unit_id = u.id WHERE p.ends_on IS NULL"))
        await using (var rows = await command.ExecuteReaderAsync())
            while (await rows.ReadAsync())
            {
                names[rows.GetGuid(0)] = rows.GetString(1);
                if (!rows.IsDBNull(2)) children.Add((rows.GetGuid(2), rows.GetGuid(0)));
            }
        var under = children.ToLookup(c => c.Parent, c => c.Unit);
        foreach (var unit in names.Keys) below[unit] = [.. Below(unit)];
        var reach = new List<Guid>();
        await using (var command = database.CreateCommand("SELECT unit_id FROM appointments WHERE person_id = $1"))
        {
            command.Parameters.Add(new() { Value = person });
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync()) reach.AddRange(below[rows.GetGuid(0)]);
        }
        var (start, end) = (page.IndexOf("<tbody", StringComparison.Ordinal), page.IndexOf("</tbody>", StringComparison.Ordinal));
        if (start < 0 || end < 0) throw new InvalidOperationException("The page of the people has no table.");
        return new(database, Encoding.UTF8.GetBytes(page[..start]), Encoding.UTF8.GetBytes(page[end..]), below, names, [.. reach.Distinct()]);

        IEnumerable<Guid> Below(Guid unit) => under[unit].SelectMany(Below).Prepend(unit);
    }

    async Task People(HttpContext http)
    {
        var units = Guid.TryParse(http.Request.Query["unit"], out var unit) ? below[unit] : reach;
        http.Response.ContentType = "text/html; charset=utf-8";
        var html = http.Response.BodyWriter;
        html.Write(before);
        await using (var command = database.CreateCommand(Sql))
        {
            command.Parameters.Add(new() { Value = units });
            command.Parameters.Add(new() { Value = reach });
            await using var rows = await command.ExecuteReaderAsync(http.RequestAborted);
            Rows(html, rows, await rows.ReadAsync(http.RequestAborted));
        }
        html.Write(after);
        await html.FlushAsync(http.RequestAborted);
    }

    /// <summary>A person has a row; of several employments the institutions and the posts stand one after the other in their cells.</summary>
    void Rows(PipeWriter html, NpgsqlDataReader rows, bool any)
    {
        var (units, posts) = (new StringBuilder(), new StringBuilder());
        Raw(html, "<tbody role=\"rowgroup\">"u8);
        while (any)
        {
            var id = rows.GetGuid(0);
            Raw(html, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\" class=\"is-title b-nw\"><span><a href=\"/people/"u8);
            Text(html, id.ToString());
            Raw(html, "\">"u8);
            Text(html, rows.GetString(1));
            Raw(html, " "u8);
            Text(html, rows.GetString(2));
            Raw(html, "</a></span></th><td role=\"cell\" class=\"is-bare\" data-l=\"Iestāde\"><span>"u8);
            var (email, load) = (rows.GetString(3), 0);
            units.Clear();
            posts.Clear();
            do
            {
                units.Append(units.Length > 0 ? ", " : "").Append(names[rows.GetGuid(5)]);
                posts.Append(posts.Length > 0 ? "; " : "").Append(rows.GetString(6));
                if (rows.GetString(7) is { Length: > 0 } subject) posts.Append(", ").Append(subject);
                load += rows.GetInt32(8);
            }
            while ((any = rows.Read()) && rows.GetGuid(0) == id);
            Text(html, units.ToString());
            Raw(html, "</span></td><td role=\"cell\" class=\"is-bare\" data-l=\"Amats, priekšmets\"><span>"u8);
            Text(html, posts.ToString());
            Raw(html, "</span></td><td role=\"cell\" data-l=\"E-pasts\"><span><a href=\"mailto:"u8);
            Text(html, email);
            Raw(html, "\">"u8);
            Text(html, email);
            Raw(html, "</a></span></td><td role=\"cell\" class=\"n is-third\" data-l=\"Slodze\"><span>"u8);
            Text(html, (load / 1000m).ToString("0.###", CultureInfo.InvariantCulture));
            Raw(html, "</span></td></tr>"u8);
        }
    }

    static void Raw(PipeWriter html, ReadOnlySpan<byte> bytes) => html.Write(bytes);

    static void Text(PipeWriter html, string text)
    {
        if (Encoder.Encode(text) is var safe) html.Advance(Encoding.UTF8.GetBytes(safe, html.GetSpan(Encoding.UTF8.GetMaxByteCount(safe.Length))));
    }
}
