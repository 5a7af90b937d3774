using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Foundation.Data;

/// <summary>Writes many rows of one entity: COPY on PostgreSQL, one prepared statement on SQLite. Columns and conversions are the model's.</summary>
static class BulkWriter
{
    public static async Task<int> Write<T>(Tables tables, IReadOnlyCollection<T> rows, CancellationToken ct) where T : class
    {
        if (rows.Count == 0) return 0;
        var type = tables.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is no entity.");
        var columns = type.GetProperties().Where(p => !p.IsShadowProperty()).Select(p => new Column(p)).ToArray();
        var table = type.GetTableName()!;
        await tables.Database.OpenConnectionAsync(ct);
        try
        {
            return tables.Database.GetDbConnection() is NpgsqlConnection postgres
                ? await Copy(postgres, table, columns, rows, ct)
                : await Insert((SqliteConnection)tables.Database.GetDbConnection(), tables.Database.CurrentTransaction?.GetDbTransaction(), table, columns, rows, "", ct);
        }
        finally { await tables.Database.CloseConnectionAsync(); }
    }

    static async Task<int> Copy<T>(NpgsqlConnection connection, string table, Column[] columns, IReadOnlyCollection<T> rows, CancellationToken ct) where T : class
    {
        await using var writer = await connection.BeginBinaryImportAsync($"COPY {table} ({string.Join(", ", columns.Select(c => c.Name))}) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(ct);
            foreach (var column in columns)
            {
                if (column.Value(row) is { } value) await writer.WriteAsync(value, column.StoreType, ct);
                else await writer.WriteNullAsync(ct);
            }
        }
        return (int)await writer.CompleteAsync(ct);
    }

    /// <param name="conflict">What to do with a row whose key is there already; nothing: an error.</param>
    internal static async Task<int> Insert<T>(SqliteConnection connection, DbTransaction? transaction, string table, Column[] columns, IReadOnlyCollection<T> rows, string conflict, CancellationToken ct) where T : class
    {
        await using var command = connection.CreateCommand();
        command.Transaction = (SqliteTransaction?)transaction;
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => c.Name))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))}) {conflict}";
        var parameters = columns.Select((c, i) => command.Parameters.Add(new SqliteParameter($"@p{i}", null))).ToArray();
        await command.PrepareAsync(ct);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Length; i++) columns[i].Into(parameters[i], row);
            await command.ExecuteNonQueryAsync(ct);
        }
        return rows.Count;
    }

    internal sealed class Column(IProperty property)
    {
        readonly Func<object, object?> read = Reader(property);
        readonly RelationalTypeMapping mapping = property.GetRelationalTypeMapping();

        public IProperty Property => property;
        public string Name { get; } = property.GetColumnName();
        public string StoreType { get; } = property.GetRelationalTypeMapping().StoreTypeNameBase;

        public object? Value(object row) => read(row) is { } value ? mapping.Converter?.ConvertToProvider(value) ?? value : null;

        /// <summary>The whole column as one array.</summary>
        public Array Values<T>(IReadOnlyCollection<T> rows) where T : class
        {
            var type = mapping.Converter?.ProviderClrType ?? property.ClrType;
            var values = Array.CreateInstance(type, rows.Count);
            var i = 0;
            foreach (var row in rows) values.SetValue(Value(row), i++);
            return values;
        }

        public void Into(SqliteParameter parameter, object row) => parameter.Value = Value(row) switch
        {
            null => DBNull.Value,
            Guid id => id.ToString().ToUpperInvariant(),
            var value => value,
        };

        static Func<object, object?> Reader(IProperty property)
        {
            var getter = property.GetGetter();
            return getter.GetClrValue;
        }
    }
}
