using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.People.Import;

/// <summary>Remembers which column held what, by country and set of columns, so that the next list of the same kind needs no asking.</summary>
public sealed class RememberedMappings(AppDb db)
{
    /// <summary>As it was the last time; as the names of the columns suggest otherwise.</summary>
    public async Task<ColumnMapping> Of(IReadOnlyList<string> headers, string countryId, Viewer viewer, CancellationToken ct = default) =>
        await Recall(headers, countryId, viewer, ct) ?? ColumnMapping.Guess(headers);

    /// <summary>Null where such a list was never taken in.</summary>
    public async Task<ColumnMapping?> Recall(IReadOnlyList<string> headers, string countryId, Viewer viewer, CancellationToken ct = default)
    {
        var key = KeyOf(headers);
        var known = await db.Seen<RememberedMapping>(viewer).AsNoTracking().FirstOrDefaultAsync(m => m.CountryId == countryId && m.Headers == key, ct);
        return known is null ? null : Read(known.Columns);
    }

    public async Task Remember(IReadOnlyList<string> headers, ColumnMapping mapping, string countryId, Viewer viewer, CancellationToken ct = default)
    {
        var (key, columns) = (KeyOf(headers), Write(mapping));
        var known = await db.Seen<RememberedMapping>(viewer).FirstOrDefaultAsync(m => m.CountryId == countryId && m.Headers == key, ct);
        if (known?.Columns == columns) return;
        if (known is null) db.Add(viewer, new RememberedMapping { Id = Guid.CreateVersion7(), CountryId = countryId, Headers = key, Columns = columns });
        else known.Columns = columns;
        await db.Save(ct); // two at the same moment: one of them is remembered
    }

    public static string Write(ColumnMapping mapping) => JsonSerializer.Serialize(mapping.Columns.OrderBy(c => c.Key).ToDictionary(c => c.Key.ToString(), c => c.Value));

    /// <summary>Null for what is no mapping.</summary>
    public static ColumnMapping? Read(string json)
    {
        try
        {
            var columns = new Dictionary<PersonField, string>();
            foreach (var (field, column) in JsonSerializer.Deserialize<Dictionary<string, string?>>(json) ?? [])
            {
                if (!Enum.TryParse<PersonField>(field, ignoreCase: true, out var known) || !Enum.IsDefined(known) || char.IsAsciiDigit(field[0])) return null;
                if (!string.IsNullOrWhiteSpace(column)) columns[known] = column;
            }
            return new(columns);
        }
        catch (JsonException) { return null; }
    }

    static string KeyOf(IReadOnlyList<string> headers) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', headers.Select(Fold.Of).Order(StringComparer.Ordinal)))));
}
