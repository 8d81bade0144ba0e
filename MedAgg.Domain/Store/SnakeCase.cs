using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MedAgg.Domain.Store;

/// <summary>Names tables, columns, keys and indexes the way PostgreSQL people type them.</summary>
internal static partial class SnakeCase
{
    public static void Apply(ModelBuilder builder)
    {
        foreach (IMutableEntityType entity in builder.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is { } table)
                entity.SetTableName(Of(table));
            foreach (IMutableProperty property in entity.GetProperties())
                property.SetColumnName(property.IsConcurrencyToken && property.ClrType == typeof(uint) ? "xmin" : Of(property.GetColumnName()));
            foreach (IMutableComplexProperty complex in entity.GetComplexProperties())
                NameColumns(complex);
            foreach (IMutableKey key in entity.GetKeys())
                key.SetName(Of(key.GetName() ?? ""));
            foreach (IMutableForeignKey foreign in entity.GetForeignKeys())
                foreign.SetConstraintName(Of(foreign.GetConstraintName() ?? ""));
            foreach (IMutableIndex index in entity.GetIndexes())
                index.SetDatabaseName(Of(index.GetDatabaseName() ?? ""));
        }
    }

    private static void NameColumns(IMutableComplexProperty complex)
    {
        if (complex.ComplexType.GetContainerColumnName() is { } json)
        {
            complex.ComplexType.SetContainerColumnName(Of(json));
            return; // inside a document the names are those of the JSON
        }

        foreach (IMutableProperty property in complex.ComplexType.GetProperties())
            property.SetColumnName(Of(complex.Name) + "_" + Of(property.Name));
    }

    private static string Of(string name) => Hump().Replace(name, "_").ToLowerInvariant().Replace("__", "_", StringComparison.Ordinal);

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Hump();
}
