using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Foundation.Data;

/// <summary>
/// Writes who read what: one statement for whatever an answer shows, which asks at once whose words they are and passes over the reader's
/// own. Two readings at one moment leave one row.
/// </summary>
public sealed class Traces(IServiceProvider services, TimeProvider clock)
{
    /// <summary>What this node wrote already is not written again on the same day.</summary>
    readonly ConcurrentDictionary<(Guid Viewer, Guid Whole), DateOnly> written = [];
    const int Remembered = 100_000;

    /// <exception cref="Exception">It could not be written. What was read must not be shown then.</exception>
    public async Task Write(Reading reading, Viewer viewer, CancellationToken ct = default)
    {
        var read = reading.Take(viewer.PersonId).Where(r => !written.TryGetValue((viewer.PersonId, r.Id), out var day) || day != viewer.Today).ToList();
        if (read.Count == 0) return;
        await using var tables = await services.GetRequiredService<IDbContextFactory<Tables>>().CreateDbContextAsync(ct);
        var (sql, values) = Statement(tables.Model, read, viewer, clock.GetUtcNow().UtcDateTime);
        await tables.Database.ExecuteSqlRawAsync(sql, values, ct);
        if (written.Count > Remembered) written.Clear();
        foreach (var (_, id) in read) written[(viewer.PersonId, id)] = viewer.Today;
    }

    static (string Sql, List<object> Values) Statement(IModel model, List<(Type Kind, Guid Id)> read, Viewer viewer, DateTime now)
    {
        var posts = string.Join(' ', viewer.Posts);
        List<object> values = [viewer.PersonId, viewer.Today, now, posts.Length > 200 ? posts[..200] : posts];
        var sql = new StringBuilder("INSERT INTO traces (id, country_id, viewer_id, person_id, what, subject_id, day, at, posts)");
        var first = true;
        foreach (var kind in read.GroupBy(r => r.Kind))
        {
            var type = model.FindEntityType(kind.Key)!;
            var concerns = kind.Key.GetCustomAttribute<TracedAttribute>()?.Concerns ?? throw new InvalidOperationException($"{kind.Key.Name} is read as a whole, and does not say whose words it holds: mark it Traced.");
            var person = type.FindProperty(concerns)!.GetColumnName();
            sql.Append(CultureInfo.InvariantCulture, $"{(first ? "" : " UNION ALL")} SELECT read.column1, whole.country_id, {{0}}, whole.{person}, '{kind.Key.Name}', whole.id, {{1}}, {{2}}, {{3}} FROM (VALUES ");
            foreach (var (place, one) in kind.Index())
            {
                sql.Append(CultureInfo.InvariantCulture, $"{(place > 0 ? ", " : "")}({{{values.Count}}}, {{{values.Count + 1}}})");
                values.Add(Guid.CreateVersion7());
                values.Add(one.Id);
            }
            sql.Append(CultureInfo.InvariantCulture, $") AS read JOIN {type.GetTableName()} AS whole ON whole.id = read.column2 WHERE whole.{person} <> {{0}}");
            first = false;
        }
        return (sql.Append(" ON CONFLICT DO NOTHING").ToString(), values);
    }
}
