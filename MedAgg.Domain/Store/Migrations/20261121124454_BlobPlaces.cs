using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MedAgg.Domain.Store.Migrations
{
    /// <inheritdoc />
    public partial class BlobPlaces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // EF cannot index a column of a complex property. Deleting a blob asks who uses it.
            migrationBuilder.Sql("create index ix_dataset_file_place_blob on dataset_file (place_blob)");
            migrationBuilder.Sql("create index ix_source_entry_place_blob on source_entry (place_blob)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop index ix_dataset_file_place_blob");
            migrationBuilder.Sql("drop index ix_source_entry_place_blob");
        }
    }
}
