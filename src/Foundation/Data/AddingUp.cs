using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Foundation.Data;

/// <summary>
/// Adds rows of sums to those that stand under the same key: the columns of the one unique index. Numbers are added, everything else is as
/// it was said last. One statement on PostgreSQL, one prepared statement on SQLite, the same words in both.
/// </summary>
static class AddingUp
{
    public static async Task Write<T>(Tables tables, IReadOnlyCollection<T> rows, CancellationToken ct) where T : class
    {
        if (rows.Count == 0) return;
        var type = tables.Model.FindEntityType(typeof(T))!;
        var key = type.GetIndexes().Single(i => i.IsUnique).Properties;
        var columns = type.GetProperties().Where(p => !p.IsShadowProperty()).Select(p => new BulkWriter.Column(p)).ToArray();
        var table = type.GetTableName()!;
        var update = string.Join(", ", columns.Where(c => !c.Property.IsPrimaryKey() && !key.Contains(c.Property)).Select(c => IsNumber(c.Property) ? $"{c.Name} = {table}.{c.Name} + excluded.{c.Name}" : $"{c.Name} = excluded.{c.Name}"));
        var into = $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => c.Name))})";
        var add = $"ON CONFLICT ({string.Join(", ", key.Select(p => p.GetColumnName()))}) DO UPDATE SET {update}";
        if (tables.Database.GetDbConnection() is NpgsqlConnection postgres)
        {
            await using var command = new NpgsqlCommand($"{into} SELECT * FROM unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))}) {add}", postgres, (NpgsqlTransaction?)tables.Database.CurrentTransaction?.GetDbTransaction());
            foreach (var column in columns) command.Parameters.Add(new() { Value = column.Values(rows), DataTypeName = column.StoreType + "[]" });
            await command.ExecuteNonQueryAsync(ct);
        }
        else await BulkWriter.Insert((SqliteConnection)tables.Database.GetDbConnection(), tables.Database.CurrentTransaction?.GetDbTransaction(), table, columns, rows, add, ct);
    }

    static bool IsNumber(IProperty property) => (property.ClrType == typeof(int) || property.ClrType == typeof(long)) && property.GetValueConverter() is null;
}
