using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Foundation.Data;

/// <summary>What the two databases say differently, in one file.</summary>
static class Dialect
{
    public const string SearchIndex = "Balsts:Search";

    public static bool IsUniqueViolation(Exception? e) => e switch
    {
        PostgresException p => p.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException s => s.SqliteErrorCode == 19 && s.SqliteExtendedErrorCode is 2067 or 1555,
        _ => false,
    };

    /// <summary>Two waited for each other, and this one had to go.</summary>
    public static bool IsDeadlock(Exception? e) => e is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected };

    /// <summary>A lock of all nodes by name, held by the open connection. SQLite has one writer at a time, and needs none.</summary>
    public static async Task<bool> Lock(Tables tables, string name, bool waits, CancellationToken ct)
    {
        if (!tables.Database.IsNpgsql()) return true;
        if (!waits) return (await tables.Database.SqlQueryRaw<bool>("SELECT pg_try_advisory_lock(hashtext({0})) AS \"Value\"", name).ToListAsync(ct))[0];
        await tables.Database.ExecuteSqlRawAsync("SELECT pg_advisory_lock(hashtext({0}))", [name], ct);
        return true;
    }

    public static async Task Unlock(Tables tables, string name)
    {
        if (tables.Database.IsNpgsql() && tables.Database.GetDbConnection().State == System.Data.ConnectionState.Open) await tables.Database.ExecuteSqlRawAsync("SELECT pg_advisory_unlock(hashtext({0}))", name);
    }

    public static bool Concerns(Exception e, string table) => e switch
    {
        PostgresException p => p.TableName == table,
        SqliteException s => s.Message.Contains($"'{table}.", StringComparison.Ordinal) || s.Message.Contains($": {table}.", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>PersonId → person_id: names that nobody has to quote.</summary>
    public static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])))) snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }

    /// <summary>Trigram indexes for search, and byte order for sort keys.</summary>
    public static void Postgres(ModelBuilder model)
    {
        model.HasPostgresExtension("pg_trgm");
        foreach (var type in model.Model.GetEntityTypes())
            foreach (var property in type.GetProperties())
            {
                if (property.FindAnnotation(SearchIndex) is null && property.GetMaxLength() != SortKey.MaxLength) continue;
                if (property.FindAnnotation(SearchIndex) is not null)
                    model.Entity(type.ClrType).HasIndex(property.Name).HasDatabaseName($"ix_{type.GetTableName()}_{Snake(property.Name)}_trgm").HasMethod("gin").HasOperators("gin_trgm_ops");
                else property.SetCollation("C");
            }
    }
}

/// <summary>
/// A name as the country sorts it: ICU's sort key in hexadecimal, so that both databases order, index and page it alike, byte by
/// byte, whatever collations they know. The row's id follows, so that every key is unique and a page can begin after it.
/// </summary>
public static class SortKey
{
    public const int MaxLength = 601;

    public static string Of(string name, string countryId, Guid id)
    {
        var key = CultureInfo.GetCultureInfo(countryId switch { "LV" => "lv-LV", "AZ" => "az-Latn-AZ", _ => "en" }).CompareInfo.GetSortKey(name).KeyData;
        return string.Concat(Convert.ToHexStringLower(key.AsSpan(0, Math.Min(key.Length, 280))), "-", id.ToString("N"));
    }
}

/// <summary>How entities say what the two databases index differently.</summary>
public static class SearchMapping
{
    /// <summary>A folded text that is searched by a part: trigram index on PostgreSQL, LIKE on SQLite.</summary>
    public static Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<string> ForSearch(this Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<string> property) =>
        property.HasAnnotation(Dialect.SearchIndex, true);
}
